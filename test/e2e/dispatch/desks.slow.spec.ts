import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Dispatched, UnitStanding } from '../../../protocol/dispatch.js';
import type { DispatchAssigned } from '../../../protocol/facts/dispatch.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, itemOf, type IncidentApp } from '../../support/incidents.js';
import { seedUnits, unitOf } from '../../support/units.js';

/** @source issue B, acceptance 3 */
const DESKS = 50;
const INCIDENTS = 500;
const UNITS = 60;
/** Every desk reaches for this many of the same incidents, so that each is wanted by three on average. */
const TRIES = 30;

type Answer = Dispatched & {
  code: string;
  present: { incident: { id: string; version: number; state: string }; units: (UnitStanding & { state?: string })[] };
};

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
  const units = Array.from({ length: UNITS }, (_, i) =>
    unitOf(`U${String(i).padStart(2, '0')}`, { capacity: 1 + (i % 6) }),
  );
  await seedUnits(app, { units });
}, 60_000);
afterAll(() => app?.close());

/** 500 incidents that wait to be dispatched, apart enough to be no repeats. */
async function waiting(): Promise<string[]> {
  const place = (i: number) => ({ lon: 120.001 + 0.0019 * (i % 50), lat: 38.701 + 0.0019 * Math.floor(i / 50) });
  const items = Array.from({ length: INCIDENTS }, (_, i) => itemOf('grid', { id: `desk-${i}`, location: place(i) }));
  expect((await app.send('grid', items)).body.accepted).toBe(INCIDENTS);
  const ids = async () =>
    (await app.db.query<{ id: string }>('select id from incident order by id')).rows.map((r) => r.id);
  await eventually(
    async () => (await ids()).length,
    (n) => n === INCIDENTS,
    20_000,
  );
  // Reviewed in one go: the review is not what is tried here.
  await app.db.query("update incident set state = 'filed', lane = 'dispatch', reviewed = true");
  return ids();
}

/** The most incidents a unit ever held, by the facts in the order in which they were committed. */
async function mostHeld(): Promise<Map<string, number>> {
  const { rows } = await app.db.query<{ fact: DispatchAssigned }>(
    "select fact from journal_entry where type = 'dispatch.assigned' order by seq",
  );
  const held = new Map<string, number>();
  for (const { fact } of rows) held.set(fact.unit, (held.get(fact.unit) ?? 0) + 1);
  return held;
}

it('50 desks assigning 500 incidents to 60 units at once: none over capacity, none lost, losers are told what stands', async () => {
  const ids = await waiting();
  const duty = await app.as('duty');
  const statuses = new Map<string, number>();
  const won: Dispatched[] = [];
  const desk = async (n: number) => {
    for (let turn = 0; turn < TRIES; turn++) {
      const id = ids[(n * 97 + turn * 53) % INCIDENTS] as string;
      const first = (n * 7 + turn * 11) % UNITS;
      const units = [first, (first + 1 + (turn % 3)) % UNITS].map((u) => `U${String(u).padStart(2, '0')}`);
      const body = { units: turn % 4 === 0 ? units : units.slice(0, 1), expectedVersion: 1 };
      const answer = await duty.json<Answer>('POST', `/api/v1/incidents/${id}/assignments`, body);
      const what = answer.status === 201 ? '201' : `${answer.status} ${answer.body.code}`;
      statuses.set(what, (statuses.get(what) ?? 0) + 1);
      if (answer.status === 201) won.push(answer.body);
      else judge(answer.body, id);
    }
  };
  await Promise.all(Array.from({ length: DESKS }, (_, n) => desk(n)));

  const outcome = [...statuses.keys()].sort();
  expect(outcome).toEqual(['201', '409 incident/changed', '409 unit/not-free']);
  expect([...statuses.values()].reduce((a, b) => a + b, 0)).toBe(DESKS * TRIES);
  const { rows: over } = await app.db.query(
    `select u.id from unit u join assignment a on a.unit = u.id and a.ended_at is null group by u.id, u.capacity having count(*) > u.capacity`,
  );
  expect(over).toEqual([]);
  const held = await mostHeld();
  for (let i = 0; i < UNITS; i++)
    expect(held.get(`U${String(i).padStart(2, '0')}`) ?? 0).toBeLessThanOrEqual(1 + (i % 6));
  await nothingLost(won);
  console.log(`desks: ${outcome.map((what) => `${what}: ${statuses.get(what)}`).join(', ')}`);
}, 120_000);

/** A loser sees the incident as another one left it, or units as they stand. */
function judge({ code, present }: Answer, id: string): void {
  expect(present.incident.id).toBe(id);
  if (code === 'incident/changed') {
    expect(present.incident).toMatchObject({ version: 2, state: 'dispatched' });
    expect(present.units.length).toBeGreaterThan(0);
  } else {
    expect(present.incident.version).toBe(1);
    expect(present.units.some((u) => u.load >= u.capacity)).toBe(true);
  }
}

/** Every 201 is in the table and in the journal, nothing else is, and each incident moved once for the one who won it. */
async function nothingLost(won: readonly Dispatched[]): Promise<void> {
  const given = won.flatMap((w) => w.assignments.map((a) => a.id)).sort();
  const stored = await app.db.query<{ id: string }>('select id from assignment order by id::text');
  expect(stored.rows.map((r) => r.id)).toEqual(given);
  const told = await app.db.query<{ id: string }>(
    "select fact ->> 'assignment' as id from journal_entry where type = 'dispatch.assigned' order by fact ->> 'assignment'",
  );
  expect(told.rows.map((r) => r.id)).toEqual(given);
  const winners = won.map((w) => w.incident.id);
  expect(new Set(winners).size).toBe(winners.length);
  const moved = await app.db.query<{ n: number }>('select count(*)::int as n from incident where version = 2');
  expect(moved.rows[0]?.n).toBe(winners.length);
}
