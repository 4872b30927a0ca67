import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Dispatched, Recommendation } from '../../../protocol/dispatch.js';
import type { Incident } from '../../../protocol/incident.js';
import type { LiveUnits } from '../../../protocol/live/units.js';
import type { OnDuty } from '../../../protocol/roster.js';
import type { Rows } from '../../../protocol/rows.js';
import { UnitStatus, type Unit, type UnitList } from '../../../protocol/unit.js';
import { DispatchWatch } from '../../../server/domain/dispatch/dispatch.watch.js';
import { eventually } from '../../support/eventually.js';
import { bootApp } from '../../support/app.js';
import { bootIncidents, PASSWORD, type IncidentApp } from '../../support/incidents.js';
import { signedIn } from '../../support/caller.js';
import { connectLive } from '../../support/live-client.js';
import { seedUnits, unitOf } from '../../support/units.js';

const HOUR_MS = 3_600_000;
let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  const post = { id: 'P1', nameZh: '派单席', nameEn: 'Dispatch desk', district: '-', unit: null, people: [] };
  await seedUnits(app, {
    units: [
      unitOf('A'),
      unitOf('B', { type: 'fire', skills: ['fire', 'rescue'], fields: [], capacity: 1, base: [120.06, 38.75] }),
      unitOf('C', { type: 'fire', skills: ['fire'], fields: [], capacity: 1, base: [120.09, 38.75] }),
      unitOf('N', { district: '990102', base: [120.15, 38.75] }),
      unitOf('R', { duty: 'roster' }),
      unitOf('Z', { drill: true }),
    ],
    routes: [{ id: 0, match: '*', area: '990101', unit: 'A', from: null, to: null, days: null, source: 'test' }],
    posts: [{ ...post, hours: [{ from: '00:00', to: '24:00' }] }],
  });
}, 60_000);
afterAll(() => app?.close());

const call = async <T>(username: string, path: string, body?: object) =>
  (await app.as(username)).json<T & { code: string }>(body === undefined ? 'GET' : 'POST', `/api/v1/${path}`, body);
const look = () => app.app.get(DispatchWatch).turn();
const unit = async (id: string) => (await call<Unit>('operator', `units/${id}`)).body;

describe('units', () => {
  it('are listed by what they are and do, as far as one may see', async () => {
    const ids = async (query: string, username = 'operator') =>
      (await call<UnitList>(username, `units?${query}`)).body.units.map((u) => u.id);
    expect(await ids('')).toEqual(['A', 'B', 'C', 'N', 'R', 'Z']);
    expect(await ids('type=fire&district=990101')).toEqual(['B', 'C']);
    expect(await ids('', 'officer')).toEqual(['A', 'B', 'C', 'R', 'Z']);
    expect(await call('officer', 'units/N')).toMatchObject({ status: 404 });
    const page = await call<UnitList>('operator', 'units?limit=2&cursor=B');
    expect(page.body).toMatchObject({ total: 6, units: [{ id: 'C' }, { id: 'N' }], cursor: 'N' });
    expect(await call('operator', 'units?status=flying')).toMatchObject({ status: 422 });
  });

  it('move through their statuses and through no others', async () => {
    const set = (status: string) => call<Unit>('duty', 'units/B/status', { status });
    expect(await set('on-scene')).toMatchObject({
      status: 409,
      body: { code: 'unit/status-not-possible', present: { unit: 'B', status: 'standby' } },
    });
    for (const status of ['en-route', 'on-scene', 'handling', 'returning', 'standby'])
      expect(await set(status)).toMatchObject({ status: 200, body: { status } });
    expect(await set('lost')).toMatchObject({ status: 422 });
    expect(await call('duty', 'units/N/status', { status: 'resting' })).toMatchObject({ status: 403 });
    for (const username of ['operator', 'leader', 'admin', 'auditor', 'display'])
      expect([username, (await call(username, 'units/B/status', { status: 'resting' })).status]).toEqual([
        username,
        403,
      ]);
  });

  it('that say nothing for too long are lost, and found again by a position', async () => {
    await call('duty', 'units/C/status', { status: 'en-route' });
    await look();
    expect((await unit('C')).status).toBe('en-route');
    await app.db.query("update unit_state set status_at = status_at - interval '301 seconds' where unit = 'C'");
    await look();
    expect((await unit('C')).status).toBe('lost');
    const found = await call<Unit>('duty', 'units/C/position', { lon: 120.055, lat: 38.751 });
    expect(found.body).toMatchObject({ status: 'en-route', position: [120.055, 38.751] });
    await call('duty', 'units/C/status', { status: 'returning' });
    await call('duty', 'units/C/status', { status: 'standby' });
    const { rows } = await app.db.query<{ what: string }>(
      "select fact ->> 'from' || '>' || (fact ->> 'to') as what from journal_entry where subject = 'C' and type = 'unit.changed' order by seq",
    );
    expect(rows.map((r) => r.what)).toEqual([
      ...['standby>en-route', 'en-route>lost', 'lost>en-route', 'en-route>returning', 'returning>standby'],
    ]);
  });
});

describe('the recommendation', () => {
  it('names the one team for what belongs to a field, and who is missing for a fire', async () => {
    const street = await app.open('grid', { location: { lon: 120.02, lat: 38.72 } });
    const one = await call<Recommendation>('duty', `incidents/${street.id}/recommendation`);
    expect(one.body).toMatchObject({
      field: 'household-waste',
      routed: 'A',
      needs: [{ skill: 'sanitation', missing: 1 }],
    });
    expect(one.body.units[0]).toMatchObject({ unit: 'A', rank: 1, able: true });
    const fire = await app.open('grid', {
      type: 'acc.fire.building',
      priority: 1,
      location: { lon: 120.05, lat: 38.75 },
    });
    const two = await call<Recommendation>('duty', `incidents/${fire.id}/recommendation`);
    expect(two.body.routed).toBeNull();
    expect(two.body.units.map((u) => [u.unit, u.fills])).toEqual([
      ['C', 'fire'],
      ['B', 'fire'],
    ]);
    expect(two.body.needs).toEqual([
      { skill: 'fire', wanted: 2, committed: 0, offered: 2, missing: 0 },
      { skill: 'police', wanted: 1, committed: 0, offered: 0, missing: 1 },
      { skill: 'medical', wanted: 1, committed: 0, offered: 0, missing: 1 },
    ]);
    for (const username of ['operator', 'officer', 'leader', 'admin', 'auditor', 'display'])
      expect([username, (await call(username, `incidents/${fire.id}/recommendation`)).status]).toEqual([username, 403]);
  });
});

describe('the roster', () => {
  it('raises a gap once, closes it when somebody takes the post, and brings units on shift', async () => {
    const gaps = async () =>
      (
        await app.db.query<{ type: string }>(
          "select type from journal_entry where type like 'roster.%' and subject = 'P1' order by seq",
        )
      ).rows.map((r) => r.type);
    await look();
    await look();
    const found = await gaps();
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(['roster.gap-found']));
    const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
    const lines = [
      { post: 'P1', person: '陈立', from: at(-26), to: at(20), unit: 'R' },
      { post: 'P1', person: '林晓', from: at(20), to: at(66) },
    ];
    expect(await call('duty', 'roster', { shifts: lines })).toMatchObject({ status: 403 });
    expect(await call('admin', 'roster', { shifts: lines })).toMatchObject({ body: { written: 2, replaced: 0 } });
    await look();
    expect((await gaps()).filter((type) => type === 'roster.gap-closed')).toHaveLength(found.length);
    expect(await unit('R')).toMatchObject({ onShift: true });
    const { body } = await call<OnDuty>('duty', 'roster/now');
    expect(body.posts).toMatchObject([{ id: 'P1', onDuty: [{ person: '陈立' }], gaps: [] }]);
    // A wall shows that somebody is there, never who.
    const wall = await call<OnDuty>('display', 'roster/now');
    expect(wall.body.posts).toMatchObject([{ id: 'P1', onDuty: [{ person: null }], gaps: [] }]);
    expect(JSON.stringify((await call('display', 'roster')).body)).not.toContain('陈立');
    const again = await call('admin', 'roster', { shifts: lines });
    expect(again).toMatchObject({ body: { written: 2, replaced: 2 } });
  });

  it('goes out as CSV and comes back in as it was', async () => {
    const from = encodeURIComponent(new Date(Date.now() - 48 * HOUR_MS).toISOString());
    const answer = await (
      await app.as('admin')
    ).send('GET', `/api/v1/roster?from=${from}`, undefined, { accept: 'text/csv' });
    const csv = await answer.text();
    expect(csv.split('\r\n')[0]).toBe('post,person,from,to,unit');
    const back = await call('admin', 'roster', { csv });
    expect(back).toMatchObject({ status: 200, body: { written: 2, replaced: 2 } });
    const bad = await call<{ errors: object[] }>('admin', 'roster', { csv: csv.replaceAll('P1', 'P9') });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ code: 'roster/unknown-post' }, {}] } });
  });
});

describe('the channel', () => {
  const QUERIES = (state: LiveUnits): [string, number][] => [
    ['units.total', state.total],
    ['units.free', state.free],
    ['units.on-shift', state.onShift],
    ['assignments.open', state.load],
    ...UnitStatus.options.map((status): [string, number] => [`units.total&status=${status}`, state.byStatus[status]]),
  ];

  it('opens each of its counts, also when units have moved on since', async () => {
    const { id } = await app.open('grid', { location: { lon: 120.03, lat: 38.73 } });
    await call<Incident>('operator', `incidents/${id}/moves`, { command: 'file', version: 1 });
    const live = async () => (await call<LiveUnits>('duty', 'units-live')).body;
    const before = await live();
    expect(before.units.map((u) => u.id)).toEqual(['A', 'B', 'C', 'N', 'R']);
    const given = await call<Dispatched>('duty', `incidents/${id}/assignments`, {
      units: ['A', 'B'],
      expectedVersion: 2,
    });
    expect(given.status).toBe(201);
    await eventually(live, (state) => state.load === before.load + 2);
    const during = await live();
    expect(during.byStatus.dispatched).toBe(2);
    await call('duty', `incidents/${id}/assignments/undo`, {});
    await call('duty', 'units/A/status', { status: 'resting' });
    await eventually(live, (state) => state.byStatus.resting === 1);
    for (const state of [before, during, await live()]) {
      for (const [query, figure] of QUERIES(state)) {
        const { body } = await call<Rows>('duty', `rows?query=${query}&asOf=${state.asOf.seq}`);
        expect([query, state.asOf.seq, body.total]).toEqual([query, state.asOf.seq, figure]);
        expect([query, body.rows.length]).toEqual([query, figure]);
      }
      expect(Object.values(state.byStatus).reduce((a, b) => a + b, 0)).toBe(state.total);
    }
  });

  it('sends what moves, and to an officer only the own district', async () => {
    const open = async (username: string) => connectLive(app.url, { cookie: (await app.as(username)).cookie });
    const [wide, narrow] = [await open('duty'), await open('officer')];
    for (const reader of [wide, narrow]) {
      expect(await reader.watch('units')).toEqual({ ok: true });
      await eventually(() => reader.snapshots.length, Boolean);
    }
    const idsOf = (reader: typeof wide) => reader.at('units').state.units.map((u) => u.id);
    expect(idsOf(wide)).toContain('N');
    await call('duty', 'units/A/position', { lon: 120.011, lat: 38.711 });
    const placeOf = (reader: typeof wide) => reader.at('units').state.units.find((u) => u.id === 'A')?.at?.[0];
    for (const reader of [wide, narrow])
      await eventually(
        () => placeOf(reader),
        (lon) => lon === 120.011,
      );
    expect(idsOf(narrow)).toEqual(['A', 'B', 'C', 'R']);
    expect(JSON.stringify([narrow.snapshots, narrow.patches])).not.toContain('990102');
    expect(await narrow.watch('units', { params: { district: '990102' } })).toEqual({
      ok: false,
      code: 'situation/foreign-district',
    });
    for (const reader of [wide, narrow]) reader.socket.close();
  });

  it('is the same for a process that starts later', async () => {
    const env = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD };
    const later = await bootApp({ database: app.database, dataDir: app.dataDir, env });
    const duty = await signedIn(later.url, 'duty', PASSWORD);
    const { asOf: _then, ...before } = (await call<LiveUnits>('duty', 'units-live')).body;
    const { asOf: _now, ...after } = (await duty.json<LiveUnits>('GET', '/api/v1/units-live')).body;
    await later.close();
    expect(after).toEqual(before);
  });
});
