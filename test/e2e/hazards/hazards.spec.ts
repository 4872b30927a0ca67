import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { HazardChain, HazardChains, HazardChainVersion } from '../../../protocol/hazard-chain.js';
import type { LiveSignals } from '../../../protocol/live/signals.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Rows } from '../../../protocol/rows.js';
import type { Watch, Watches } from '../../../protocol/watch.js';
import { eventually } from '../../support/eventually.js';
import { bootIncidents, THERE, type IncidentApp } from '../../support/incidents.js';

let app: IncidentApp;
beforeAll(async () => {
  app = await bootIncidents();
}, 60_000);
afterAll(() => app?.close());

const words = { types: [], alarms: [], signals: [], warnings: [], places: [] };
const edge = (from: string, to: string, maxMinutes: number) => ({
  ...{ from, to, minMinutes: 0, maxMinutes, spread: 'district' as const, whenZh: '', whenEn: '', source: '演练脚本' },
});
const CHAIN: HazardChain = {
  nodes: [
    { id: 'rubbish', nameZh: '垃圾', nameEn: 'Rubbish', ...words, types: ['env.'] },
    { id: 'stalls', nameZh: '占道', nameEn: 'Stalls', ...words, types: ['street.'] },
    { id: 'roads', nameZh: '道路', nameEn: 'Roads', ...words, types: ['acc.road'] },
  ],
  edges: [edge('rubbish', 'stalls', 60), edge('stalls', 'roads', 120)],
};
const call = async <T>(username: string, method: string, path: string, body?: unknown) =>
  (await app.as(username)).json<T & Problem>(method, `/api/v1/${path}`, body);
const watches = async (query = '') => (await call<Watches>('operator', 'GET', `watches?${query}`)).body;
const live = async () => (await call<LiveSignals>('operator', 'GET', 'signals-live')).body;

it('a chain is written as a draft and put in force by version; one with a cycle is refused, and who may not is refused', async () => {
  const first = (await call<HazardChains>('leader', 'GET', 'hazard-chain')).body;
  expect(first).toMatchObject({ published: { version: 1, publishedBy: null }, draft: null });
  expect((await call('duty', 'POST', 'hazard-chain/versions', CHAIN)).status).toBe(403);
  const bad = { ...CHAIN, edges: [edge('rubbish', 'nowhere', 5)] };
  const refused = await call('operator', 'POST', 'hazard-chain/versions', bad);
  expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/edges/0/to' }] });

  const round = { ...CHAIN, edges: [...CHAIN.edges, edge('roads', 'rubbish', 5)] };
  expect((await call<HazardChainVersion>('operator', 'POST', 'hazard-chain/versions', round)).body.version).toBe(2);
  const cycle = await call('operator', 'POST', 'hazard-chain/versions/2/publish', {});
  expect(cycle.body).toMatchObject({ status: 409, code: 'hazard-chain/cycle' });
  expect(cycle.body.detail).toContain('rubbish -> stalls -> roads -> rubbish');
  await call('operator', 'POST', 'hazard-chain/versions', CHAIN);
  const published = await call<HazardChainVersion>('operator', 'POST', 'hazard-chain/versions/3/publish', {});
  expect(published.body).toMatchObject({
    version: 3,
    state: 'published',
    addedBy: 'operator',
    publishedBy: 'operator',
  });
  const again = await call('operator', 'POST', 'hazard-chain/versions/3/publish', {});
  expect(again.body).toMatchObject({ status: 409, code: 'hazard-chain/not-a-draft' });
  const { versions, draft } = (await call<HazardChains>('operator', 'GET', 'hazard-chain')).body;
  expect(versions.map((v) => `${v.version} ${v.state}`)).toEqual(['3 published', '2 draft', '1 replaced']);
  expect(draft).toBeNull();
  const audit = await app.db.query<{ action: string }>(
    "select action from audit_entry where subject = 'hazard-chain' order by id",
  );
  expect(audit.rows.map((r) => r.action)).toEqual([
    'hazard-chain.saved',
    'hazard-chain.saved',
    'hazard-chain.published',
  ]);
});

it('what happened opens watch items down the chain; they are met in area and window, or end; all of it is counted', async () => {
  const cause = await app.open('grid', {});
  await eventually(watches, ({ awaited }) => awaited === 2);
  const opened = await watches();
  const of = (node: string) => opened.items.find((w) => w.node === node) as Watch;
  const startMs = Date.parse(cause.occurredAt);
  expect(of('stalls')).toMatchObject({
    ...{ districts: ['990101'], state: 'awaited', nameZh: '占道', path: ['rubbish', 'stalls'] },
    ...{ from: cause.occurredAt, until: new Date(startMs + 3_600_000).toISOString() },
    causes: [{ kind: 'incident', id: cause.id, ref: cause.no, node: 'rubbish' }],
  });
  expect(of('roads').until).toBe(new Date(startMs + 3 * 3_600_000).toISOString());
  expect(opened.score).toMatchObject({ met: 0, precision: null, hazards: 0, recall: null });
  await eventually(live, ({ counts }) => counts.watches === 2);
  const at = await live();

  // Elsewhere it was not foretold; here it was. What is met goes on down the chain: the roads are joined, not opened anew.
  await app.open('camera', { location: THERE });
  await eventually(watches, ({ score }) => score.hazards === 1);
  const event = await app.open('camera', {});
  await eventually(watches, ({ score }) => score.met === 1);
  const after = await watches();
  expect(after.items.find((w) => w.id === of('stalls').id)).toMatchObject({ state: 'met', met: { id: event.id } });
  expect(after.items.find((w) => w.id === of('roads').id)?.causes.map((c) => c.node)).toEqual(['rubbish', 'stalls']);
  expect(after.score).toMatchObject({ met: 1, expired: 0, precision: 1, hazards: 2, foretold: 1, recall: 0.5 });

  // The time of one runs out.
  await app.db.query("update timer set due_at = city_now() where kind = 'watch.over' and subject = $1", [
    of('roads').id,
  ]);
  await eventually(watches, ({ score }) => score.expired === 1, 15_000);
  expect((await watches()).score).toMatchObject({ met: 1, expired: 1, precision: 0.5 });
  expect((await watches('state=expired')).items.map((w) => w.id)).toEqual([of('roads').id]);

  // The number of the channel opens its rows, also when they have moved on.
  const rows = (await call<Rows>('display', 'GET', `rows?query=watches.awaited&asOf=${at.asOf.seq}`)).body;
  expect(rows).toMatchObject({ total: 2 });
  expect(rows.rows.map((row) => row['id']).sort()).toEqual([of('stalls').id, of('roads').id].sort());
  const facts = await app.db.query<{ type: string }>('select type from journal_entry where subject = $1 order by seq', [
    of('roads').id,
  ]);
  expect(facts.rows.map((r) => r.type)).toEqual(['watch.opened', 'watch.joined', 'watch.expired']);
  expect((await call('officer', 'GET', 'watches')).status).toBe(403);
});
