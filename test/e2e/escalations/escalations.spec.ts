import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Escalation, EscalationChain, EscalationChains, Escalations } from '../../../protocol/escalation.js';
import type { EscalationChanged } from '../../../protocol/facts/escalations.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';

/** A minute of the city is a second. */
const RATE = 60;
const MINUTE_MS = 60_000;
let app: IncidentApp;
/** Begun first, so that its quarter of an hour passes while other tests run: an incident of level Ⅰ whose report nobody sends. */
let unreported: string;
beforeAll(async () => {
  app = await bootIncidents({ CITY_CLOCK: `${new Date().toISOString()}@${RATE}` });
  const { body } = await (await app.as('admin')).json<EscalationChains>('GET', '/api/v1/escalation-chains');
  chains = body.chains;
  // The chain of the city for fires: the built-in one with shorter waits; for leaks one that lets time for a review.
  const base = chainOf('unreviewed-p1');
  const waits = (minutes: number[]) => base.steps.map((step, i) => ({ ...step, waitMinutes: minutes[i] as number }));
  await save({ ...base, id: 'fire', type: 'acc.fire', steps: waits(WAITS), repeatMinutes: 4 });
  await save({ ...base, id: 'leak', type: 'acc.infra', steps: waits([600, 600, 600]) });
  unreported = (await emergency({ type: 'acc.infra.gas_leak' })).id;
  const grade = { level: 1, reason: '伤亡不明' };
  expect((await (await app.as('duty')).json('POST', `/api/v1/incidents/${unreported}/grades`, grade)).status).toBe(200);
}, 60_000);
afterAll(() => app?.close());

/** Minutes from one step to the next in the chain for fires. */
const WAITS = [1, 2, 1];
let chains: EscalationChain[];
const chainOf = (id: string) => chains.find((c) => c.id === id) as EscalationChain;
const save = async (chain: EscalationChain, username = 'admin') =>
  (await app.as(username)).json<EscalationChain & { code?: string }>(
    'PUT',
    `/api/v1/escalation-chains/${chain.id}`,
    chain,
  );

interface Line {
  type: string;
  fact: EscalationChanged;
  atMs: number;
}
const lines = async (id: string): Promise<Line[]> => {
  const { rows } = await app.db.query<Line>(
    `select type, fact, (extract(epoch from at) * 1000)::float8 as "atMs" from journal_entry
     where subject = $1 and type like 'escalation.%' order by seq`,
    [id],
  );
  return rows;
};
const told = async (id: string) =>
  (await lines(id)).map(({ type, fact: { trigger, round, step, to } }) =>
    type === 'escalation.raised' ? `${trigger} ${round}.${step} ${to.ref}` : type,
  );
const of = async (id: string, trigger: string) => (await told(id)).filter((line) => line.startsWith(trigger));
const raised = async (username: string, id: string) =>
  (await (await app.as(username)).json<Escalations>('GET', '/api/v1/escalations')).body.escalations.filter(
    (e) => e.incident === id,
  );
const acknowledge = async (username: string, escalation: string) =>
  (await app.as(username)).json<Escalation & { code?: string }>(
    'POST',
    `/api/v1/escalations/${escalation}/acknowledgements`,
  );
const emergency = (more: object = {}) => app.open('grid', { type: 'acc.fire.building', priority: 1, ...more });

it('nobody reviews a most urgent incident: desk, shift lead and leader are told in turn, and again, until somebody acknowledges', async () => {
  const { id, enteredAt } = await emergency();
  await eventually(
    () => of(id, 'unreviewed'),
    (all) => all.length >= 4,
    40_000,
  );
  expect((await of(id, 'unreviewed')).slice(0, 4)).toEqual([
    ...['unreviewed 1.0 duty-desk', 'unreviewed 1.1 shift-lead', 'unreviewed 1.2 duty-leader'],
    'unreviewed 2.0 duty-desk',
  ]);
  // None early by the city's clock.
  const times = (await lines(id)).filter((l) => l.fact.trigger === 'unreviewed').map((l) => l.atMs);
  const waits = times.slice(0, 4).map((ms, i) => ms - (times[i - 1] ?? Date.parse(enteredAt)));
  for (const [i, minutes] of [...WAITS, 4].entries()) expect(waits[i]).toBeGreaterThanOrEqual(minutes * MINUTE_MS - 1);

  // They stand in its course, too, whose form the contract knows.
  expect((await app.file(id)).course.filter(({ type }) => type === 'escalation.raised').length).toBeGreaterThanOrEqual(
    4,
  );

  const [live] = (await raised('operator', id)).filter((e) => e.trigger === 'unreviewed');
  expect(live).toMatchObject({ chain: 'fire', state: 'raised', incident: id });
  const done = await acknowledge('operator', live?.id ?? '');
  expect(done).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledgedBy: '周敏' } });
  expect((await acknowledge('operator', live?.id ?? '')).body.state).toBe('acknowledged');
  expect((await told(id)).filter((line) => line === 'escalation.acknowledged')).toHaveLength(1);
  const { rows } = await app.db.query('select from timer where subject = $1 and step = $2', [id, live?.id]);
  expect(rows).toEqual([]);
  expect((await raised('operator', id)).filter((e) => e.trigger === 'unreviewed')).toEqual([]);
}, 90_000);

it('a review ends it, and one in time lets none begin', async () => {
  const { id } = await emergency();
  await eventually(
    () => of(id, 'unreviewed'),
    (all) => all.length === 1,
    20_000,
  );
  const [live] = await raised('operator', id);
  const verify = { command: 'verify' };
  expect((await (await app.as('operator')).json('POST', `/api/v1/incidents/${id}/moves`, verify)).status).toBe(200);
  await eventually(
    () => told(id),
    (all) => all.includes('escalation.ended'),
    10_000,
  );
  expect((await acknowledge('operator', live?.id ?? '')).body.code).toBe('escalation/ended');

  const quick = await emergency({ type: 'acc.infra.gas_leak' });
  await (await app.as('operator')).json('POST', `/api/v1/incidents/${quick.id}/moves`, verify);
  await eventually(
    async () =>
      (await app.db.query("select from timer where subject = $1 and step = 'unreviewed '", [quick.id])).rowCount,
    (n) => n === 0,
  );
  expect(await of(quick.id, 'unreviewed')).toEqual([]);
}, 60_000);

it('the clock of a step that runs out is told at that moment, by the chain of the city', async () => {
  const own: EscalationChain = {
    ...chainOf('step-overdue'),
    ...{ id: 'own', type: 'acc', priority: 2, district: '990102', source: '本市值班制度' },
    steps: [{ waitMinutes: 0, to: { kind: 'person', ref: 'leader' } }],
  };
  expect((await save({ ...own, calendar: 'tides' })).body.code).toBe('escalation/unknown-calendar');
  expect((await save(own, 'duty')).status).toBe(403);
  expect((await save(own)).status).toBe(200);
  const { id, stepDueAt } = await emergency({ priority: 2, location: THERE });
  await eventually(
    () => of(id, 'step-overdue'),
    (all) => all.length === 1,
    30_000,
  );
  const [line] = (await lines(id)).filter((l) => l.fact.trigger === 'step-overdue');
  expect(line?.fact).toMatchObject({ chain: 'own', to: { kind: 'person', ref: 'leader' } });
  const lateMs = (line?.atMs ?? 0) - Date.parse(stepDueAt ?? '');
  expect(lateMs).toBeGreaterThanOrEqual(0);
  // Five real seconds at most, on a machine that may be busy.
  expect(lateMs).toBeLessThan(5000 * RATE);
  expect((await acknowledge('display', line?.fact.escalation ?? '')).status).toBe(403);
  expect((await acknowledge('officer', line?.fact.escalation ?? '')).status).toBe(404);
}, 60_000);

it('a report that is late escalates until it comes', async () => {
  const id = unreported;
  await eventually(
    () => of(id, 'report-late'),
    (all) => all.length >= 1,
    40_000,
  );
  const [live] = (await raised('duty', id)).filter((e) => e.trigger === 'report-late');
  const sent = await (
    await app.as('duty')
  ).json('POST', `/api/v1/incidents/${id}/reports/${live?.about}/submissions`, { text: '初报：情况核实中' });
  expect(sent.status).toBe(200);
  await eventually(
    () => told(id),
    (all) => all.includes('escalation.ended'),
    10_000,
  );
}, 90_000);
