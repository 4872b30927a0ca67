import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Assignment, Dispatched } from '../../../protocol/dispatch.js';
import type { Incident } from '../../../protocol/incident.js';
import type { Unit } from '../../../protocol/unit.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';
import { photoOf, sendPhoto } from '../../support/photos.js';
import { seedUnits, unitOf } from '../../support/units.js';

type Answer = Dispatched & {
  code: string;
  errors: { pointer: string; code: string }[];
  present: { incident: Incident; units: { unit: string; load: number; capacity: number }[] };
};

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents({ DISPATCH_UNDO: '30s' });
  await seedUnits(app, {
    units: [
      ...['A', 'B', 'C', 'D', 'E'].map((id) => unitOf(id)),
      unitOf('X', { capacity: 1, phone: '13900001234' }),
      unitOf('Z', { drill: true }),
      unitOf('R', { duty: 'roster' }),
    ],
  });
  const admin = await app.as('admin');
  const { body: accounts } = await admin.json<{ id: string; username: string }[]>('GET', '/api/v1/accounts');
  const officer = accounts.find((a) => a.username === 'officer');
  const linked = await admin.json('PATCH', `/api/v1/accounts/${officer?.id}`, { unit: 'A' });
  expect(linked).toMatchObject({ status: 200, body: { unit: 'A' } });
  const lost = await admin.json('PATCH', `/api/v1/accounts/${officer?.id}`, { unit: 'nobody' });
  expect(lost).toMatchObject({ status: 422, body: { code: 'unit/unknown' } });
}, 60_000);
afterAll(() => app?.close());

const call = async <T = Answer>(username: string, path: string, body?: object) =>
  (await app.as(username)).json<T>(body === undefined ? 'GET' : 'POST', `/api/v1/${path}`, body);
let spots = 0;
/** A point of district 990101 that is farther than a repeat from every other one. */
const spot = () => ({ lon: 120.005 + 0.002 * (spots % 40), lat: 38.71 + 0.002 * Math.floor(spots++ / 40) });
/** An incident of district 990101 that waits to be dispatched, at version 2. */
const filed = async (more: object = {}): Promise<Incident> => {
  const { id } = await app.open('grid', { location: spot(), ...more });
  const body = { command: 'file', version: 1 };
  return (await call<Incident>('operator', `incidents/${id}/moves`, body)).body;
};
const assign = (id: string, units: string[], more: object = {}, username = 'duty') =>
  call(username, `incidents/${id}/assignments`, { units, expectedVersion: 2, ...more });
const unit = async (id: string) => (await call<Unit>('operator', `units/${id}`)).body;
const stateOf = async (id: string) => (await app.file(id)).state;
const onlyOne = (answer: { body: Answer }) => answer.body.assignments[0] as Assignment;

describe('an assignment', () => {
  it('moves the incident to dispatched and the unit with it, in one go', async () => {
    const { id } = await filed();
    const given = await assign(id, ['A', 'B']);
    expect(given).toMatchObject({
      status: 201,
      body: {
        incident: { id, version: 3 },
        assignments: [
          { unit: 'A', first: true },
          { unit: 'B', first: false },
        ],
      },
    });
    expect(await stateOf(id)).toBe('dispatched');
    expect(await unit('A')).toMatchObject({ status: 'dispatched', load: 1 });
    const { rows } = await app.db.query<{ type: string }>(
      'select type from journal_entry where subject = any ($1) order by seq',
      [[id, 'A', 'B']],
    );
    expect(rows.map((r) => r.type).slice(-5)).toEqual([
      ...['incident.moved', 'unit.changed', 'dispatch.assigned', 'unit.changed', 'dispatch.assigned'],
    ]);
  });

  it('is refused to whom an incident has changed meanwhile, with what stands now', async () => {
    const { id } = await filed();
    expect((await assign(id, ['C'])).status).toBe(201);
    const late = await assign(id, ['D']);
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'incident/changed',
        present: { incident: { id, version: 3, state: 'dispatched' }, units: [{ unit: 'C', state: 'assigned' }] },
      },
    });
    expect(await assign(id, ['C'], { expectedVersion: 3 })).toMatchObject({
      status: 409,
      body: { code: 'unit/on-it' },
    });
  });

  it('takes a unit over its capacity only with override and reason, and says so ever after', async () => {
    const [one, two] = [await filed(), await filed()];
    expect((await assign(one.id, ['X'])).status).toBe(201);
    const full = await assign(two.id, ['E', 'X']);
    expect(full).toMatchObject({
      status: 409,
      body: { code: 'unit/not-free', errors: [{ pointer: '/units/1', code: 'unit/full' }] },
    });
    expect(full.body.present.units).toContainEqual(expect.objectContaining({ unit: 'X', load: 1, capacity: 1 }));
    expect(await unit('E')).toMatchObject({ load: 0, status: 'standby' });
    const bare = await assign(two.id, ['X'], { override: true });
    expect(bare).toMatchObject({ status: 422, body: { code: 'assignment/reason-missing' } });
    const forced = await assign(two.id, ['X'], { override: true, reason: '最近的一组，联系 13912345678' });
    expect(forced).toMatchObject({ status: 201, body: { assignments: [{ override: true }] } });
    expect(onlyOne(forced).reason).toBe('最近的一组，联系 139****5678');
    const { rows } = await app.db.query<{ reason: Buffer }>('select reason from assignment where incident = $1', [
      two.id,
    ]);
    expect(rows[0]?.reason.toString('utf8')).not.toContain('最近');
    const facts = await app.db.query<{ fact: { override: boolean } }>(
      "select fact from journal_entry where subject = $1 and type = 'dispatch.assigned'",
      [two.id],
    );
    expect(facts.rows[0]?.fact.override).toBe(true);
  });

  it('is never given to a unit of a drill, off shift only with override', async () => {
    const { id } = await filed();
    const mixed = await assign(id, ['Z'], { override: true, reason: '试一试' });
    expect(mixed).toMatchObject({ status: 422, body: { errors: [{ code: 'unit/other-world' }] } });
    expect(await assign(id, ['R'])).toMatchObject({ status: 409, body: { errors: [{ code: 'unit/off-shift' }] } });
    const nobody = await assign(id, ['nobody']);
    expect(nobody).toMatchObject({ status: 422, body: { errors: [{ code: 'unit/unknown' }] } });
  });

  it('goes no way round the review', async () => {
    const { id, version } = await app.open('grid', { location: spot() });
    const early = await assign(id, ['B'], { expectedVersion: version });
    expect(early).toMatchObject({ status: 409, body: { code: 'incident/not-now' } });
    expect((await app.db.query('select from assignment where incident = $1', [id])).rowCount).toBe(0);
  });
});

describe('the unit', () => {
  it('signs, arrives and hands in; the incident goes with it, and without a photo it does not', async () => {
    const { id } = await filed();
    const { id: task } = onlyOne(await assign(id, ['A']));
    const mine = await call<{ assignments: Assignment[] }>('officer', 'assignments');
    expect(mine.body.assignments.map((a) => a.id)).toContain(task);
    expect(await call('officer', `assignments/${task}/accept`, {})).toMatchObject({ status: 200 });
    expect(await stateOf(id)).toBe('signed');
    await call('officer', 'units/A/status', { status: 'en-route' });
    expect(await call('officer', `assignments/${task}/arrive`, { version: 2 })).toMatchObject({ status: 200 });
    expect(await stateOf(id)).toBe('handling');
    expect(await unit('A')).toMatchObject({ status: 'on-scene' });
    const bare = await call('officer', `assignments/${task}/handle`, {});
    expect(bare).toMatchObject({ status: 409, body: { code: 'incident/after-photo-missing' } });
    expect(await unit('A')).toMatchObject({ status: 'on-scene' });
    const photo = (await (await sendPhoto(await app.as('officer'), await photoOf())).json()) as { id: string };
    const hung = await call('officer', `incidents/${id}/attachments`, { file: photo.id, kind: 'after' });
    expect(hung.status).toBeLessThan(300);
    expect(await call('officer', `assignments/${task}/handle`, {})).toMatchObject({
      status: 200,
      body: { assignments: [{ state: 'handled' }] },
    });
    expect(await stateOf(id)).toBe('fed_back');
    expect(await call('duty', `incidents/${id}/moves`, { command: 'rework', reason: '垃圾未清净' })).toMatchObject({
      status: 200,
    });
    const states = async () =>
      (await call<{ assignments: Assignment[] }>('officer', `incidents/${id}/assignments`)).body.assignments.map(
        (a) => a.state,
      );
    await eventually(states, (all) => all.at(-1) === 'assigned');
    expect(await states()).toEqual(['handled', 'assigned']);
  });

  it('gives it back with a reason; the desk gives it to another, and the first contact stays', async () => {
    const { id } = await filed();
    const { id: task } = onlyOne(await assign(id, ['D']));
    const mute = await call('duty', `assignments/${task}/return`, {});
    expect(mute).toMatchObject({ status: 422, body: { code: 'input/invalid' } });
    const back = await call('duty', `assignments/${task}/return`, { reason: '不属于本队范围' });
    expect(back).toMatchObject({
      status: 200,
      body: { assignments: [{ state: 'returned', endReason: '不属于本队范围' }] },
    });
    const file = await app.file(id);
    expect(file).toMatchObject({ state: 'filed', bounces: 1 });
    const again = await assign(id, ['E'], { expectedVersion: file.version });
    expect(again.body.assignments.map((a) => [a.unit, a.state, a.first])).toEqual([
      ['D', 'returned', true],
      ['E', 'assigned', false],
    ]);
    expect(await unit('D')).toMatchObject({ load: 0, status: 'standby' });
  });

  it('acts on its own tasks only', async () => {
    const { id } = await filed();
    const { id: task } = onlyOne(await assign(id, ['C']));
    const refused = await call('officer', `assignments/${task}/accept`, {});
    expect(refused).toMatchObject({ status: 403, body: { code: 'assignment/out-of-reach' } });
    expect(await call('officer', 'units/C/status', { status: 'resting' })).toMatchObject({ status: 403 });
    expect(await call('officer', `incidents/${id}/assignments`)).toMatchObject({ status: 404 });
    await call('duty', `assignments/${task}/withdraw`, { reason: '测试完毕' });
  });
});

describe('undo', () => {
  it('takes back the newest assignment, restores the unit and is no bounce', async () => {
    const before = await unit('E');
    const { id } = await filed();
    await assign(id, ['E', 'B']);
    const undone = await call('duty', `incidents/${id}/assignments/undo`, {});
    expect(undone).toMatchObject({ status: 200, body: { assignments: [{ state: 'undone' }, { state: 'undone' }] } });
    expect(await app.file(id)).toMatchObject({ state: 'filed', bounces: 0 });
    expect((await unit('E')).status).toBe(before.status);
    const again = await call('duty', `incidents/${id}/assignments/undo`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'assignment/nothing-to-undo' } });
  });

  it('of the most urgent comes after its notice, so that the fact asks for a correction', async () => {
    const told = async (priority: number) => {
      const { id } = await filed({ priority });
      const { noticeAt, undoUntil } = onlyOne(await assign(id, ['C']));
      await call('duty', `incidents/${id}/assignments/undo`, {});
      const { rows } = await app.db.query<{ fact: { noticed: boolean } }>(
        "select fact from journal_entry where subject = $1 and type = 'dispatch.undone'",
        [id],
      );
      return { waits: noticeAt > undoUntil, noticed: rows[0]?.fact.noticed };
    };
    expect(await told(1)).toEqual({ waits: false, noticed: true });
    expect(await told(3)).toEqual({ waits: true, noticed: false });
  });

  it('is over when its time is, or when the unit has signed', async () => {
    const { id } = await filed();
    const { id: task } = onlyOne(await assign(id, ['C']));
    await app.db.query("update assignment set made_at = made_at - interval '31 seconds' where id = $1", [task]);
    const late = await call('duty', `incidents/${id}/assignments/undo`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'assignment/undo-too-late' } });
    await call('duty', `assignments/${task}/accept`, {});
    const signed = await call('duty', `incidents/${id}/assignments/undo`, {});
    expect(signed).toMatchObject({ status: 409, body: { code: 'assignment/not-now' } });
    await call('duty', `assignments/${task}/withdraw`, { reason: '测试完毕' });
  });
});

describe('who may', () => {
  it('dispatch: only whose districts hold the incident', async () => {
    const { id } = await filed({ location: THERE });
    expect(await assign(id, ['B'])).toMatchObject({ status: 403, body: { code: 'incident/out-of-reach' } });
    expect(await call('duty', `incidents/${id}/recommendation`)).toMatchObject({ status: 404 });
    for (const username of ['operator', 'officer', 'leader', 'admin', 'auditor', 'display'])
      expect([username, (await assign(id, ['B'], {}, username)).status]).toEqual([username, 403]);
  });

  it('read a number: with a reason, on record', async () => {
    expect(await call('operator', 'units/X/phone?reason=联系带队')).toMatchObject({ status: 403 });
    expect(await call('duty', 'units/X/phone')).toMatchObject({ status: 422 });
    const shown = await call<{ phone: string }>('duty', 'units/X/phone?reason=联系带队');
    expect(shown.body.phone).toBe('13900001234');
    const { rows } = await app.db.query(
      "select detail from audit_entry where action = 'unit.phoneRevealed' and subject = 'X'",
    );
    expect(rows).toEqual([{ detail: { reason: '联系带队' } }]);
    expect(JSON.stringify(await call('duty', 'units'))).not.toContain('1390000');
  });
});

it('units are let go when an incident ends another way', async () => {
  const { id } = await filed();
  await assign(id, ['E']);
  await call('duty', `incidents/${id}/moves`, { command: 'void', reason: '误报' });
  const ended = async () =>
    (await call<{ assignments: Assignment[] }>('duty', `incidents/${id}/assignments`)).body.assignments[0]?.state;
  await eventually(ended, (state) => state === 'withdrawn');
  expect(await unit('E')).toMatchObject({ load: expect.any(Number), status: expect.not.stringMatching('on-scene') });
});
