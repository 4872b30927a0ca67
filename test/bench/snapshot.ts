import { loadavg } from 'node:os';
import pg from 'pg';
import type { Principal } from '../../server/platform/principal.js';
import { Clock } from '../../server/platform/clock.js';
import { RollupsService } from '../../server/domain/rollups/rollups.service.js';
import { LiveChannels } from '../../server/projections/live-channel.js';
import { ReadState } from '../../server/projections/read-state.js';
import { bootApp, type TestApp } from '../support/app.js';
import { signedIn, type Caller } from '../support/caller.js';
import { startDurable } from '../support/durable-cluster.js';
import { journalInstance, type JournalInstance } from '../support/journal.js';
import { makeDataDir } from '../support/service.js';
import { fill, GROUP_BY, numbersOf, oneMore, type Numbers } from './snapshot.data.js';

const isShort = process.argv.includes('--short');
/** Observations of the big city; the small one has a hundredth, in the short form a tenth. Both have the same last day. */
const BIG = Number(process.env['BENCH_ROWS'] ?? (isShort ? 20_000 : 10_000_000));
const SMALL = isShort ? BIG / 10 : Math.max(20_000, Math.round(BIG / 100));
const LAST_DAY = isShort ? 1000 : 10_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? (isShort ? 1 : 10));
const SHOTS = isShort ? 5 : 30;
const PASSWORD = 'bench-demo-password';
const ENV = { CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD, CITY_PROFILE: 'simulator/lanchuan' };

interface City {
  app: TestApp;
  caller: Caller;
  writer: JournalInstance;
  drawn: number[];
  answered: number[];
}

async function main(): Promise<void> {
  const cluster = await startDurable();
  try {
    const url = (name: string) => cluster.url.replace(/city$/, name);
    const admin = new pg.Client(cluster.url);
    // When something fails, the cluster goes first: that is not the error to see.
    admin.on('error', () => undefined);
    await admin.connect();
    for (const name of ['small', 'big']) await admin.query(`create database ${name}`);
    const small = await city(url('small'), SMALL);
    const big = await city(url('big'), BIG);
    const groupBy: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const one of round % 2 ? [small, big] : [big, small]) await shoot(one);
      if (round % 3 === 0) groupBy.push(await timed(() => big.writer.database.system.query(GROUP_BY)));
    }
    report({ small, big, groupBy, settings: await settings(admin) });
    for (const one of [small, big]) await close(one);
    await admin.end();
  } finally {
    await cluster.remove();
  }
}

/** A service on a database with `rows` observations and the roll-ups built from them. */
async function city(url: string, rows: number): Promise<City> {
  const database = { url, drop: () => Promise.resolve() };
  // The first start makes the schema, the demo accounts and the partitions.
  const dataDir = makeDataDir();
  const start = performance.now();
  const say = (what: string) =>
    console.error(`${rows} rows: ${what} after ${Math.round((performance.now() - start) / 1000)} s`);
  const first = await bootApp({ env: ENV, database, dataDir });
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  for (const { text, values } of fill(rows, LAST_DAY)) await db.query(text, values);
  say('stored');
  await db.query('vacuum analyze observation');
  await db.end();
  await first.app.get(RollupsService, { strict: false }).rebuild();
  say('rolled up');
  await first.close();
  const app = await bootApp({ env: ENV, database, dataDir });
  return {
    app,
    caller: await signedIn(app.url, 'operator', PASSWORD),
    writer: await journalInstance(url),
    drawn: [],
    answered: [],
  };
}

/** Each shot comes after a new entry, so that no cache answers: drawn and serialised as for a socket, and over HTTP. */
async function shoot(one: City): Promise<void> {
  const channel = one.app.app.get(LiveChannels, { strict: false }).get('situation');
  const state = one.app.app.get(ReadState, { strict: false });
  const clock = one.app.app.get(Clock, { strict: false });
  const params = channel.params({}, {
    permissions: { 'situation.read': 'city' },
    districts: [],
  } as unknown as Principal);
  const move = async () => {
    const seq = await one.writer.append([oneMore(clock.now())]);
    while (state.status().seq < seq) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  for (let shot = 0; shot < SHOTS; shot++) {
    await move();
    one.drawn.push(await timed(() => JSON.stringify(channel.view(params).state)));
    await move();
    one.answered.push(await timed(async () => (await one.caller.send('GET', '/api/v1/situation')).text()));
  }
}

function report(run: { small: City; big: City; groupBy: number[]; settings: Record<string, string> }): void {
  const [small, big] = [numbersOf(run.small.drawn), numbersOf(run.big.drawn)];
  const http = { small: numbersOf(run.small.answered), big: numbersOf(run.big.answered) };
  const groupBy = numbersOf(run.groupBy);
  const line = (name: string, n: Numbers) => ({ what: name, 'p50 ms': n.p50, 'p95 ms': n.p95, samples: n.samples });
  console.table([
    line(`state drawn and serialised, ${SMALL} rows`, small),
    line(`state drawn and serialised, ${BIG} rows`, big),
    line(`GET /situation, ${SMALL} rows`, http.small),
    line(`GET /situation, ${BIG} rows`, http.big),
    line(`GROUP BY over ${BIG} rows`, groupBy),
  ]);
  const ratio = {
    bigToSmallP95: round(big.p95 / small.p95),
    bigToSmallHttpP95: round(http.big.p95 / http.small.p95),
    groupByToStateP95: round(groupBy.p50 / big.p95),
    groupByToHttpP95: round(groupBy.p50 / http.big.p95),
  };
  const load = loadavg().map(round);
  console.log(
    JSON.stringify({ bench: 'snapshot', rows: { small: SMALL, big: BIG }, ratio, ...run.settings, loadavg: load }),
  );
}

async function settings(db: pg.Client): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  const off = rows.filter((row) => row.setting !== 'on');
  if (off.length > 0) throw new Error(`not a fair bench: ${off.map((row) => row.name).join(', ')} off`);
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

async function close(one: City): Promise<void> {
  await one.writer.stop();
  await one.app.close();
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const round = (n: number) => Math.round(n * 1000) / 1000;

await main();
