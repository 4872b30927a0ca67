import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { Situation } from '../../../protocol/live/situation.js';
import { IntakeHealth } from '../../../protocol/live/intake-health.js';
import { RiskMap } from '../../../protocol/live/risk-map.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { signedIn, type Caller } from '../../support/caller.js';
import { eventually } from '../../support/eventually.js';
import { journalInstance, type JournalInstance } from '../../support/journal.js';
import { Ledger, type Draft } from '../../support/ledger.js';

const PASSWORD = 'demo-password-for-tests';
const ENV = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: 'simulator/lanchuan' };
const CELL = '89400c0ac47ffff';
let first: TestApp;
let second: TestApp;
let writer: JournalInstance;
let ledger: Ledger;
let db: pg.Pool;
let operator: Caller;

beforeAll(async () => {
  first = await bootApp({ env: ENV });
  second = await bootApp({ env: ENV, database: first.database, dataDir: first.dataDir });
  writer = await journalInstance(first.database.url);
  ledger = new Ledger(writer);
  db = new pg.Pool({ connectionString: first.database.url });
  operator = await signedIn(first.url, 'operator', PASSWORD);
}, 120_000);

afterAll(async () => {
  await db.end();
  await writer.stop();
  await second.close();
  await first.close();
});

const draft = (over: Partial<Draft> = {}): Draft => ({
  ...{ source: 'a', occurredMs: writer.clock.now() - 60_000, district: '990101', type: 'acc.infra.gas_leak' },
  ...{ priority: 2, placed: 'in', h3: CELL, open: true },
  ...over,
});
const situation = async (caller: Caller, query = '') =>
  (await caller.json<Situation>('GET', `/api/v1/situation${query}`)).body;
const topSeq = async () => Number((await db.query('select max(seq) as seq from journal_entry')).rows[0]?.seq);
const caughtUp = async (caller: Caller) => {
  const top = await topSeq();
  await eventually(
    () => situation(caller),
    (s) => s.asOf.seq >= top,
  );
  return situation(caller);
};
/** States of two callers in one minute of the city, so that their windows are the same. */
const pair = async (one: Caller, other: Caller): Promise<[Situation, Situation]> => {
  const [a, b] = [await caughtUp(one), await caughtUp(other)];
  return a.windows.lastHour.to === b.windows.lastHour.to && a.asOf.seq === b.asOf.seq ? [a, b] : pair(one, other);
};
const countBetween = async (window: { from: string; to: string }, more = 'true') =>
  (
    await db.query<{ n: number }>(
      `select count(*)::int as n from observation where counted and not is_drill and occurred_at >= $1 and occurred_at < $2 and ${more}`,
      [window.from, window.to],
    )
  ).rows[0]?.n;

async function storeSome(): Promise<void> {
  const now = writer.clock.now();
  await ledger.record([
    draft(),
    draft({ occurredMs: now - 59 * 60_000, district: '990102', priority: 1 }),
    draft({ occurredMs: now - 62 * 60_000, open: false }),
    draft({ occurredMs: now - 23 * 3_600_000, source: 'b' }),
    draft({ placed: 'unlocated', district: '-', h3: null }),
    draft({ placed: 'outside', district: '-', h3: null }),
    draft({ drill: true }),
  ]);
  await ledger.amend(0, { district: '990102', priority: 1, open: false });
}

test('figures of the situation equal independent SQL on observations', async () => {
  await storeSome();
  const s = await caughtUp(operator);
  expect(Situation.parse(s)).toEqual(s);
  expect(s.totals.lastHour).toBe(await countBetween(s.windows.lastHour));
  expect(s.totals.today).toBe(await countBetween(s.windows.today));
  expect(s.totals.unlocated).toBe(await countBetween(s.windows.lastHour, "placed = 'unlocated'"));
  expect(s.strip.reduce((a, b) => a + b)).toBe(await countBetween(s.windows.strip));
  const { rows } = await db.query<{ n: number }>(
    'select count(*)::int as n from source_record r join observation o on o.id = r.observation where r.is_open and not o.is_drill',
  );
  expect(s.totals.openNow).toBe(rows[0]?.n);
  expect(s.lastHour.find((c) => c.id === '990102|incident|acc.infra.gas_leak|1|in')?.n).toBe(2);
});

test('two instances on one database answer the same at equal seq', async () => {
  const other = await signedIn(second.url, 'operator', PASSWORD);
  await storeSome();
  const [a, b] = await pair(operator, other);
  expect(b).toEqual(a);
});

test('an instance that starts later shows what the others show, latest rows too', async () => {
  const health = (await operator.json<IntakeHealth>('GET', '/api/v1/intake-health')).body;
  const third = await bootApp({ env: ENV, database: first.database, dataDir: first.dataDir });
  const caller = await signedIn(third.url, 'operator', PASSWORD);
  const [before, after] = await pair(operator, caller);
  const healthAfter = (await caller.json<IntakeHealth>('GET', '/api/v1/intake-health')).body;
  await third.close();
  expect(after.latest.length).toBeGreaterThan(2);
  expect(after).toEqual(before);
  expect(healthAfter.feeds).toEqual(health.feeds);
}, 60_000);

test('a district narrows counts, rows and strip; bands of the city do not stand against them', async () => {
  await caughtUp(operator);
  const s = await situation(operator, '?district=990102');
  expect(new Set([...s.lastHour, ...s.today, ...s.latest].map((c) => c.district))).toEqual(new Set(['990102']));
  expect(s.totals.lastHour).toBe(await countBetween(s.windows.lastHour, "district = '990102'"));
  expect(s.usual).toMatchObject({ lastHour: null, today: null });
});

test('an officer sees his own district whatever he asks for', async () => {
  const officer = await signedIn(first.url, 'officer', PASSWORD);
  const me = (await officer.json<{ districts: string[] }>('GET', '/api/v1/me')).body;
  const s = await situation(officer);
  expect([...s.lastHour, ...s.latest].filter((c) => !me.districts.includes(c.district))).toEqual([]);
  const foreign = await officer.json('GET', '/api/v1/situation?district=990101,990102');
  expect([foreign.status, foreign.body['code']]).toEqual([403, 'situation/foreign-district']);
});

test('an unknown district and an unknown parameter are refused by name', async () => {
  expect((await operator.json('GET', '/api/v1/situation?district=1')).body['code']).toBe('params/unknown-district');
  expect((await operator.json('GET', '/api/v1/situation?distrct=990101')).status).toBe(422);
  expect((await operator.json('GET', '/api/v1/risk-map?res=12')).body['code']).toBe('params/bad-res');
});

test('a past moment is counted from the roll-ups: by the minute today, by whole hours long ago', async () => {
  const now = writer.clock.now();
  await ledger.record([draft({ occurredMs: now - 10 * 24 * 3_600_000 })]);
  await caughtUp(operator);
  const ask = async (ms: number) =>
    (
      await operator.json<Situation & { resolution: string }>(
        'GET',
        `/api/v1/situation?at=${new Date(ms).toISOString()}`,
      )
    ).body;
  await eventually(
    () => ask(now - 10 * 24 * 3_600_000),
    (s) => s.totals.lastHour === 1,
  );
  const recent = await ask(now - 30 * 60_000);
  expect(recent.resolution).toBe('minute');
  expect(recent.totals.lastHour).toBe(await countBetween(recent.windows.lastHour));
  const old = await ask(now - 10 * 24 * 3_600_000);
  expect(old.resolution).toBe('hour');
  expect(old.totals.lastHour).toBe(await countBetween(old.windows.lastHour));
  expect((await operator.json('GET', '/api/v1/situation?at=2999-01-01T00:00:00Z')).body['code']).toBe(
    'situation/in-the-future',
  );
});

test('the risk map adds up records by cell at the asked resolution', async () => {
  await caughtUp(operator);
  const fine = (await operator.json<RiskMap>('GET', '/api/v1/risk-map?res=9')).body;
  const coarse = (await operator.json<RiskMap>('GET', '/api/v1/risk-map?res=7')).body;
  const sum = (map: RiskMap) => Object.values(map.cells).reduce((n, cell) => n + cell.n.reduce((a, b) => a + b), 0);
  const counted = Object.entries(fine.cells).filter(([, cell]) => cell.n.some((n) => n > 0));
  expect(counted.map(([id]) => id)).toEqual([CELL]);
  expect(sum(fine)).toBe(await countBetween(fine.window, 'h3 is not null'));
  expect(sum(coarse)).toBe(sum(fine));
});
