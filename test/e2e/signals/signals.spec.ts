import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EarsAnswer } from '../../../protocol/ears.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Signal, SignalRuleView, SignalRules, Signals } from '../../../protocol/signal.js';
import type { LiveSignals } from '../../../protocol/live/signals.js';
import type { Rows } from '../../../protocol/rows.js';
import { capXml } from '../../support/cap.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, HERE, itemOf, type IncidentApp } from '../../support/incidents.js';
import { connectLive } from '../../support/live-client.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const RULE = {
  ...{
    id: 'test-points',
    kind: 'multi-point',
    nameZh: '两路同报',
    nameEn: 'Two ways agree',
    outcome: ['env.'],
    horizonHours: 24,
  },
  ...{ k: 2, channels: 2, windowMinutes: 60, types: ['env.', 'complaint.road'], readings: [], grade: 2 },
};
let sent = 0;
const send = (source: string) => app.send(source, itemOf(source, { id: `s-${++sent}` }));
const call = async <T>(username: string, method: string, path: string, body?: unknown) =>
  (await app.as(username)).json<T & Problem>(method, `/api/v1/${path}`, body);
const waiting = async () => (await call<Signals>('operator', 'GET', 'signals?state=waiting')).body.items;

it('a rule goes live only after it was tried on the past of the city', async () => {
  expect((await call('officer', 'GET', 'signal-rules')).status).toBe(403);
  expect((await call('duty', 'PUT', 'signal-rules/test-points', RULE)).status).toBe(403);
  const saved = await call<SignalRuleView>('operator', 'PUT', 'signal-rules/test-points', RULE);
  expect(saved.body).toMatchObject({ version: 1, state: 'draft', backtest: null, precision: null });
  const bad = await call('operator', 'PUT', 'signal-rules/test-points', { ...RULE, types: [] });
  expect(bad.body).toMatchObject({ status: 422, errors: [{ pointer: '/types' }] });
  const early = await call('operator', 'POST', 'signal-rules/test-points/switch', { live: true });
  expect(early.body).toMatchObject({ status: 409, code: 'signal-rule/not-tried' });

  // Of gas there are no grades.
  expect((await call('operator', 'GET', 'sensors/CH4-1/grades')).body).toMatchObject({ code: 'sensor/no-grade' });
  await send('grid');
  const tried = await call<SignalRuleView>('operator', 'POST', 'signal-rules/test-points/backtests', {});
  expect(tried.body.backtest).toMatchObject({ detections: 0, incidents: expect.any(Number), falsePerWeek: null });
  expect(
    (await call<SignalRuleView>('operator', 'POST', 'signal-rules/test-points/switch', { live: true })).body.state,
  ).toBe('live');
  // A new version is a draft beside the live one and must be tried itself.
  const next = await call<SignalRuleView>('operator', 'PUT', 'signal-rules/test-points', { ...RULE, k: 3 });
  expect(next.body).toMatchObject({ version: 2, state: 'draft', backtest: null });
  const { rules } = (await call<SignalRules>('operator', 'GET', 'signal-rules')).body;
  expect(rules.filter((r) => r.definition.id === RULE.id).map((r) => `${r.version} ${r.state}`)).toEqual([
    '2 draft',
    '1 live',
  ]);
  // The built-in ones of every kind can be tried too.
  const builtIn = rules.map((r) => r.definition.id).filter((id) => id !== RULE.id);
  expect(builtIn).toEqual(['complaints-rise', 'gas-points', 'rain', 'waterlogging-points']);
  for (const id of builtIn) {
    const { body } = await call<SignalRuleView>('operator', 'POST', `signal-rules/${id}/backtests`, {});
    expect(body.backtest).toMatchObject({ detections: 0 });
  }
});

it('one source many times raises nothing; a second way does, once; dismissing needs a reason and counts against the rule', async () => {
  for (let i = 0; i < 10; i++) await send('grid');
  expect(await waiting()).toEqual([]);
  await send('hotline');
  await eventually(waiting, (items) => items.length === 1, 15_000);
  const [signal] = (await waiting()) as [Signal];
  expect(signal).toMatchObject({ rule: RULE.id, version: 1, district: '990101', grade: 2, sources: 2, channels: 2 });
  expect(signal.evidence.map((e) => [e.source, e.channel, e.n])).toEqual([
    ['grid', 'incident', expect.any(Number)],
    ['hotline', 'complaint', 1],
  ]);
  const decide = (body: object) => call<Signal>('operator', 'POST', `signals/${signal.id}/decisions`, body);
  expect((await decide({ outcome: 'dismissed' })).status).toBe(422);
  expect((await decide({ outcome: 'dismissed', reason: '同一处重复上报' })).body).toMatchObject({ state: 'dismissed' });
  const again = await decide({ outcome: 'dismissed', reason: 'x' });
  expect(again.body).toMatchObject({ status: 409, code: 'signal/decided', present: { state: 'dismissed' } });
  const { rules } = (await call<SignalRules>('operator', 'GET', 'signal-rules')).body;
  expect(rules.find((r) => r.definition.id === RULE.id)).toMatchObject({ confirmed: 0, dismissed: 1, precision: 0 });
  const facts = await app.db.query('select type, actor from journal_entry where subject = $1 order by seq', [
    signal.id,
  ]);
  expect(facts.rows).toEqual([{ type: 'signal.raised', actor: null }, { type: 'signal.dismissed', actor: 'operator' }]); // prettier-ignore
});

const live = async (username = 'operator', query = '') =>
  (await call<LiveSignals>(username, 'GET', `signals-live${query}`)).body;
const rowsOf = async (query: string, { asOf, to }: LiveSignals, more = '') =>
  (await call<Rows>('display', 'GET', `rows?query=${query}&asOf=${asOf.seq}&to=${to}${more}`)).body;

it('the channel counts what waits; its number opens its rows, also when they have moved on; a wall gets counts alone', async () => {
  const reader = await connectLive(app.url, { cookie: (await app.as('operator')).cookie });
  const seen = () => reader.states.get('signals')?.state as LiveSignals | undefined;
  await reader.watch('signals');
  await eventually(seen, (state) => state?.counts.waiting === 0);

  // What another rule finds is another signal.
  const more = { ...RULE, id: 'test-more', channels: 1, types: ['env.', 'street.'] };
  await call('operator', 'PUT', 'signal-rules/test-more', more);
  await call('operator', 'POST', 'signal-rules/test-more/backtests', {});
  await call('operator', 'POST', 'signal-rules/test-more/switch', { live: true });
  for (const source of ['camera', 'grid']) await send(source);
  await eventually(seen, (state) => state?.counts.waiting === 1, 15_000);
  const at = await live();
  expect(at.waiting).toMatchObject([{ rule: more.id, district: '990101', sources: 2 }]);
  expect(at.grades).toEqual([1, 2, 3, 4].map((grade) => ({ id: `g${grade}`, n: grade === 2 ? 1 : 0 })));
  expect((await live('operator', '?district=990102')).counts).toEqual({ waiting: 0, warnings: 0, watches: 0 });
  expect(await live('display')).toMatchObject({ counts: { waiting: 1 }, waiting: [] });
  expect((await call('officer', 'GET', 'signals-live?district=990102')).status).toBe(403);

  const [signal] = at.waiting as [Signal];
  const decision = { outcome: 'dismissed', reason: '已处置' };
  expect((await call('operator', 'POST', `signals/${signal.id}/decisions`, decision)).status).toBe(200);
  await call('operator', 'POST', 'signal-rules/test-more/switch', { live: false });
  await eventually(seen, (state) => state?.counts.waiting === 0);
  const row = { id: signal.id, nameZh: RULE.nameZh, district: '990101', priority: 2 };
  expect(await rowsOf('signals.waiting', at)).toMatchObject({ total: 1, rows: [row] });
  expect((await rowsOf('signals.waiting', at, '&level=1')).total).toBe(0);
  expect((await rowsOf('signals.waiting', await live())).total).toBe(0);
  expect(reader.gaps).toBe(0);
  reader.socket.close();
});

it('confirming follows the filing by the desk, and the signal knows its incident', async () => {
  // The same rule in the other district, where nothing was decided yet.
  const there = { location: { lon: 120.15, lat: HERE.lat } };
  await app.send('grid', itemOf('grid', { id: 'there-1', ...there }));
  await app.send('hotline', itemOf('hotline', { id: 'there-2', ...there }));
  await eventually(waiting, (items) => items.length === 1, 15_000);
  const [signal] = (await waiting()) as [Signal];
  const confirm = () => call<Signal>('operator', 'POST', `signals/${signal.id}/decisions`, { outcome: 'confirmed' });
  expect((await confirm()).body).toMatchObject({ status: 409, code: 'signal/not-filed' });
  const filed = {
    key: signal.id,
    type: 'env.exposed_garbage',
    title: signal.nameZh,
    occurredAt: signal.raisedAt,
    location: there.location,
  };
  expect((await call('operator', 'POST', 'calls', filed)).status).toBe(201);
  expect((await confirm()).body).toMatchObject({ state: 'confirmed', decidedBy: expect.any(String) });
  const incident = async () =>
    (await call<Signals>('operator', 'GET', 'signals?state=confirmed')).body.items.find((s) => s.id === signal.id)
      ?.incident;
  await eventually(incident, (found) => found?.no !== undefined);
  expect((await call('officer', 'POST', `signals/${signal.id}/decisions`, { outcome: 'confirmed' })).status).toBe(403);
});

it('the channel counts the warnings in force', async () => {
  const { cookie } = await app.as('operator');
  const headers = { origin: app.url, cookie, 'content-type': 'application/cap+xml' };
  // One that names no place we can read may be meant for here.
  const body = capXml({ identifier: 'live', sent: new Date(Date.now() - 60_000), headline: '暴雨橙色预警', area: '' });
  expect((await fetch(`${app.url}/api/v1/warnings`, { method: 'POST', headers, body })).status).toBe(200);
  await eventually(live, ({ counts }) => counts.warnings === 1);
  const at = await live();
  expect(at.warnings).toMatchObject([{ colour: 'orange', reach: 'unknown' }]);
  expect((await rowsOf('warnings.in-force', at)).total).toBe(1);
});

it('a series is judged over HTTP, and a sensor that is none is told', async () => {
  const counts = [4, 6, 5, 7, 5, 6, 4, 5, 6, 8, 14, 17];
  const { body } = await call<EarsAnswer>('operator', 'POST', 'signals/ears', { counts, method: 'C2', minSigma: 0.5 });
  expect(body.points.at(-1)).toMatchObject({ t: 12, observed: 17, alarm: true });
  expect((await call('operator', 'GET', 'sensors/none/grades')).body).toMatchObject({
    status: 404,
    code: 'sensor/unknown',
  });
});
