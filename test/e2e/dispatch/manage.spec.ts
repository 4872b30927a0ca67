import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../protocol/problem.js';
import type { RoutingTables } from '../../../protocol/routing.js';
import type { GapList, Shift, ShiftList } from '../../../protocol/roster.js';
import type { UnitKept, UnitRegister } from '../../../protocol/unit-admin.js';
import type { LiveUnits } from '../../../protocol/live/units.js';
import { CityStore } from '../../../server/city/city.store.js';
import { emptyProfile } from '../../../server/city/profile/profile.js';
import { importProfile } from '../../../server/city/profile/profile.import.js';
import { Database } from '../../../server/platform/database.js';
import { Secret } from '../../../server/platform/secret.js';
import { bootIncidents, type IncidentApp } from '../../support/incidents.js';
import { eventually } from '../../support/eventually.js';
import { seedUnits, unitOf } from '../../support/units.js';

const HOUR_MS = 3_600_000;
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  const post = {
    nameZh: '派单席',
    nameEn: 'Dispatch desk',
    unit: null,
    people: [],
    hours: [{ from: '00:00', to: '24:00' }],
  };
  await seedUnits(app, {
    units: [unitOf('A', { phone: '13900000001' }), unitOf('N', { district: '990102' })],
    routes: [{ id: 0, match: '*', area: '990101', unit: 'A', from: null, to: null, days: null, source: 'test' }],
    posts: [
      { id: 'P1', district: '990101', ...post },
      { id: 'P2', district: '990102', ...post },
    ],
  });
  // A change reads the tables anew: the small city must be in them, not in memory alone.
  const [db, secret] = [app.app.get(Database), app.app.get(Secret)];
  const { areas, fields } = app.app.get(CityStore).current.rows;
  const seal = (plain: string) => secret.seal(plain);
  await db.tx(db.system, (client) =>
    importProfile(client, { ...emptyProfile(), areas, fields }, { demo: false, seal }),
  );
}, 60_000);
afterAll(() => app?.close());

type Answer<T> = Promise<{ status: number; body: T & Problem }>;
const call = async <T>(method: string, path: string, body?: object, username = 'admin'): Answer<T> =>
  (await app.as(username)).json<T & Problem>(method, `/api/v1/${path}`, body);
const csvOf = async (path: string) =>
  (await (await app.as('admin')).send('GET', `/api/v1/${path}`, undefined, { accept: 'text/csv' })).text();
const row = (id: string, more: object = {}) => ({
  ...{
    id,
    name: '北溪执法队',
    type: 'enforcement',
    organisation: '执法局',
    district: '990101',
    lon: 120.05,
    lat: 38.75,
  },
  ...more,
});
const pointers = ({ errors = [] }: Problem) => errors.map(({ pointer }) => pointer);
const kept = async (id: string) =>
  (await call<UnitRegister>('GET', 'unit-register')).body.units.find((u) => u.id === id);
const live = async () => (await call<LiveUnits>('GET', 'units-live', undefined, 'duty')).body.units;
const audited = async (action: string) =>
  (
    await app.db.query<{ subject: string; detail: object }>(
      'select subject, detail from audit_entry where action = $1 order by id',
      [action],
    )
  ).rows;

describe('the register of units', () => {
  it('takes one in, changes it as a whole and keeps the number that is left out', async () => {
    expect(await call('POST', 'units', row('B', { phone: '13900000002' }))).toMatchObject({
      status: 201,
      body: { id: 'B', nameEn: '北溪执法队', skills: ['enforcement'], phone: true, retired: false, duty: 'always' },
    });
    await eventually(live, (units) => units.some(({ id }) => id === 'B'));
    expect(await call('POST', 'units', row('B'))).toMatchObject({ status: 409, body: { code: 'unit/exists' } });
    const { id: _id, ...change } = row('B', { crew: 9, fields: ['*'] });
    expect((await call<UnitKept>('PUT', 'units/B', change)).body).toMatchObject({
      crew: 9,
      fields: ['*'],
      phone: true,
    });
    expect((await call<UnitKept>('PUT', 'units/B', { ...change, phone: null })).body).toMatchObject({ phone: false });
    expect(await call('PUT', 'units/none', change)).toMatchObject({ status: 404, body: { code: 'unit/unknown' } });
    const edits = await audited('unit.edited');
    expect(edits.map(({ detail }) => detail)).toMatchObject([{ phone: 'kept', crew: 9 }, { phone: 'forgotten' }]);
    expect(JSON.stringify([edits, await audited('unit.registered')])).not.toContain('13900000002');
  });

  it('refuses what points at nothing, with a pointer to each fault', async () => {
    const bad = await call('POST', 'units', row('C', { fields: ['magic'], areas: ['999'], lat: undefined }));
    expect([bad.status, pointers(bad.body)]).toEqual([422, ['/fields', '/areas', '/lon']]);
    const shape = await call('POST', 'units', row('C', { crew: 0, type: 'army' }));
    expect([shape.status, pointers(shape.body).sort()]).toEqual([422, ['/crew', '/type']]);
    expect(await kept('C')).toBeUndefined();
  });

  it('retires a unit and brings it back, but none that works or is routed to', async () => {
    expect(await call('POST', 'units/A/retire')).toMatchObject({ status: 409, body: { code: 'unit/in-routing' } });
    const { id } = await app.open('grid', { location: { lon: 120.03, lat: 38.73 } });
    await call('POST', `incidents/${id}/moves`, { command: 'file', version: 1 }, 'operator');
    await call('POST', `incidents/${id}/assignments`, { units: ['B'], expectedVersion: 2 }, 'duty');
    const held = async () => (await live()).find((unit) => unit.id === 'B')?.on.length;
    await eventually(held, (n) => n === 1);
    expect(await call('POST', 'units/B/retire')).toMatchObject({ status: 409, body: { code: 'unit/has-work' } });
    await call('POST', `incidents/${id}/assignments/undo`, {}, 'duty');
    expect(await call('POST', 'units/B/retire')).toMatchObject({ status: 200, body: { retired: true } });
    await eventually(live, (units) => !units.some((unit) => unit.id === 'B'));
    expect(await call('POST', 'units', row('B'))).toMatchObject({ status: 409, body: { code: 'unit/exists' } });
    expect(await call('POST', 'units/B/resume')).toMatchObject({ status: 200, body: { retired: false } });
    expect((await audited('unit.retired')).map(({ subject }) => subject)).toEqual(['B']);
  });

  it('goes out as CSV and comes back in as it was; a bad file is refused whole', async () => {
    const before = (await call<UnitRegister>('GET', 'unit-register')).body;
    const csv = await csvOf('unit-register');
    expect(await call('POST', 'units/import', { csv })).toMatchObject({
      status: 200,
      body: { written: 3, added: 0, retired: 0 },
    });
    expect((await call<UnitRegister>('GET', 'unit-register')).body).toEqual(before);
    const broken = csv.replaceAll('990102', '990199').replace('enforcement', 'army');
    const refused = await call('POST', 'units/import', { csv: broken });
    expect([refused.status, pointers(refused.body)]).toEqual([422, ['/csv/0/type']]);
    const unknown = await call('POST', 'units/import', { units: [row('D'), row('D', { district: '1' })] });
    expect([unknown.status, pointers(unknown.body)]).toEqual([422, ['/units/1/district', '/units/1/id']]);
    expect(await kept('D')).toBeUndefined();
    expect(await call('POST', 'units/import', {})).toMatchObject({ status: 422 });
  });

  it('retires what a file no longer names when asked to', async () => {
    const rows = [row('A', { fields: ['*'] }), row('N', { district: '990102' }), row('E')];
    const answer = await call('POST', 'units/import', { units: rows, retireOthers: true });
    expect(answer).toMatchObject({ status: 200, body: { written: 3, added: 1, retired: 1 } });
    expect(await kept('B')).toMatchObject({ retired: true });
    const away = await call('POST', 'units/import', { units: [row('E')], retireOthers: true });
    expect(away).toMatchObject({ status: 409, body: { code: 'unit/in-routing' } });
  });
});

describe('the routing table', () => {
  it('goes out as CSV, and rows that are taken in route from then on', async () => {
    const csv = await csvOf('routing');
    expect(csv.split('\r\n').slice(0, 2)).toEqual(['match,area,unit,from,to,days,source', '*,990101,A,,,,test']);
    const more = `${csv}type:complaint.,-,E,,,workday,test\r\n`;
    expect(await call('POST', 'routing', { csv: more })).toMatchObject({
      status: 200,
      body: { written: 2, replaced: 1 },
    });
    const { rules } = (await call<RoutingTables>('GET', 'routing', undefined, 'duty')).body;
    expect(rules.map(({ match, area, unit, days }) => [match, area, unit, days])).toEqual([
      ['*', '990101', 'A', null],
      ['type:complaint.', '-', 'E', 'workday'],
    ]);
    expect(await audited('routing.imported')).toMatchObject([{ detail: { written: 2, replaced: 1 } }]);
  });

  it('refuses rules that point at nothing and leaves the old ones', async () => {
    const rules = [
      { match: '*', area: '990101', unit: 'A' },
      { match: 'magic', area: '1', unit: 'B', from: '08:00' },
    ];
    const bad = await call('POST', 'routing', { rules });
    expect([bad.status, pointers(bad.body)]).toEqual([
      422,
      ['/rules/1/unit', '/rules/1/match', '/rules/1/area', '/rules/1/from'],
    ]);
    expect((await call<RoutingTables>('GET', 'routing')).body.rules).toHaveLength(2);
  });
});

describe('single shifts', () => {
  const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const shifts = async () => (await call<ShiftList>('GET', 'roster?post=P1')).body.shifts;
  const gapHours = async () => {
    const path = `roster/gaps?post=P1&from=${encodeURIComponent(at(1))}&to=${encodeURIComponent(at(2))}`;
    const { gaps } = (await call<GapList>('GET', path)).body;
    return gaps.length;
  };

  it('are added, changed and cancelled, and the gap closes and opens with them', async () => {
    expect(await gapHours()).toBeGreaterThan(0);
    const line = { post: 'P1', person: '陈立', from: at(-1), to: at(40), unit: 'A' };
    const added = await call<Shift>('POST', 'roster/shifts', line);
    expect(added).toMatchObject({ status: 201, body: { person: '陈立', origin: 'hand', unit: 'A' } });
    expect(await gapHours()).toBe(0);
    expect(await call('POST', 'roster/shifts', line)).toMatchObject({ status: 409, body: { code: 'shift/exists' } });
    const { id } = added.body;
    const change = { person: '林晓', from: line.from, to: at(30) };
    expect(await call('PUT', `roster/shifts/${id}`, change)).toMatchObject({
      status: 200,
      body: { id, person: '林晓', unit: null },
    });
    expect(await shifts()).toMatchObject([{ id, person: '林晓' }]);
    const bad = await call('PUT', `roster/shifts/${id}`, { ...change, unit: 'none', to: line.from });
    expect([bad.status, pointers(bad.body)]).toEqual([422, ['/to']]);
    expect(await call('DELETE', `roster/shifts/${id}`)).toMatchObject({ status: 204 });
    expect(await call('DELETE', `roster/shifts/${id}`)).toMatchObject({ status: 404, body: { code: 'shift/unknown' } });
    expect(await gapHours()).toBeGreaterThan(0);
    const lines = [
      ...(await audited('shift.added')),
      ...(await audited('shift.changed')),
      ...(await audited('shift.cancelled')),
    ];
    expect(lines.map(({ subject }) => subject)).toEqual(['P1', 'P1', 'P1']);
    expect(JSON.stringify(lines)).not.toMatch(/陈立|林晓/);
  });
});

describe('who keeps units', () => {
  it('of one district keeps no others, and not what belongs to the whole city', async () => {
    const reach = (of: string) => call('PATCH', 'roles/duty', { 'units.manage': of });
    expect((await reach('district')).status).toBe(200);
    const as = <T>(method: string, path: string, body?: object) => call<T>(method, path, body, 'duty');
    expect((await as<UnitRegister>('GET', 'unit-register')).body.units.map((u) => u.district)).not.toContain('990102');
    const { id: _id, ...change } = row('N');
    const line = {
      post: 'P2',
      person: '陈立',
      from: new Date().toISOString(),
      to: new Date(Date.now() + HOUR_MS).toISOString(),
    };
    const answers = [
      await as('PUT', 'units/N', change),
      await as('POST', 'units/N/retire'),
      await as('POST', 'units', row('X', { district: '990102' })),
      await as('POST', 'units/import', { units: [row('N')] }),
      await as('POST', 'routing', { rules: [{ match: '*', area: '990101', unit: 'A' }] }),
      await as('POST', 'roster/shifts', line),
      await as('POST', 'roster', { shifts: [line] }),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      ...['404 unit/unknown', '404 unit/unknown', '403 unit/out-of-reach', '403 unit/out-of-reach'],
      ...['403 routing/out-of-reach', '422 input/invalid', '422 input/invalid'],
    ]);
    expect(await as('POST', 'units', row('Y'))).toMatchObject({ status: 201 });
    await reach('none');
    expect(await as('POST', 'units', row('Z'))).toMatchObject({ status: 403 });
  });

  it('stands in the audit by name', async () => {
    const path = 'audit?action=unit.registered';
    const { body } = await call<{ items: { actor: string; actorName: string; subjectName: string }[] }>(
      'GET',
      path,
      undefined,
      'auditor',
    );
    expect(body.items.at(-1)).toMatchObject({ actor: 'admin', subjectName: '北溪执法队' });
    expect(body.items.every(({ actorName }) => actorName !== null && actorName !== '')).toBe(true);
  });
});
