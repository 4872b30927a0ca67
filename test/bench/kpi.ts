/**
 * npm run bench:kpi [-- --short]: the board of five hundred indicators and twenty districts at two sizes of the tables, and facts until they are on
 * the live channel. KPI_BENCH_OBSERVATIONS (default a million) is the large size; a tenth of them are incidents; the small size is a tenth, or a
 * hundred thousand when that is less.
 */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { recount } from '../../server/domain/kpi/kpi-count.queries.js';
import { hashSecret } from '../../server/identity/token.js';
import { signIn } from '../support/client.js';
import { startDurable } from '../support/durable-cluster.js';
import { addDistricts, indicators, seed, TYPES } from './kpi.city.js';
import type { KpiJob, KpiReport } from './kpi.reader.js';
import { numbersOf } from './snapshot.data.js';

const PASSWORD = 'bench-kpi-demo';
/** @source acceptance 4 of issue D */
const WANTED = { boardMs: 100, growth: 1.2, factMs: 1000 };
const INDICATORS = 500;
const isShort = process.argv.includes('--short');
const large = isShort ? 2000 : Number(process.env['KPI_BENCH_OBSERVATIONS'] ?? 1_000_000);
const small = isShort ? 200 : Math.min(100_000, large / 10);
const rounds = isShort ? { boards: 5, facts: 3 } : { boards: 100, facts: 100 };

const cluster = await startDurable({ work_mem: '64MB' });
const dataDir = mkdtempSync(join(tmpdir(), 'city-brain-bench-'));
Object.assign(process.env, {
  ...{ DATABASE_URL: cluster.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', CITY_DEMO: '1' },
  ...{ DEMO_PASSWORD: PASSWORD, CITY_TZ: 'Asia/Shanghai' },
});
const { loadConfig } = await import('../../server/platform/config.js');
const { createService } = await import('../../server/service.js');
const db = new pg.Client(cluster.url);
await db.connect();
try {
  await (await start()).close();
  await addDistricts(db);
  const key = await addSource();
  await define();
  const sizes = [sizeOf(0), sizeOf(small), sizeOf(large)] as const;
  const reports = [await at(sizes[0], sizes[1], key), await at(sizes[1], sizes[2], key)] as const;
  print(reports);
} finally {
  await db.end();
  await cluster.remove();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

function sizeOf(observations: number) {
  return { observations, incidents: Math.floor(observations / 10) };
}

async function start() {
  const app = await createService(loadConfig());
  await app.listen(0, '127.0.0.1');
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), close: () => app.close() };
}

/** A source whose key is written where keys are kept. */
async function addSource(): Promise<string> {
  const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  await db.query(
    "insert into source (id, name_zh, name_en, streams) values ('bench', 'bench', 'bench', '{incident,complaint}')",
  );
  await db.query("insert into source_key (id, source, secret_hash) values ($1, 'bench', $2)", [id, hashSecret(secret)]);
  return `cb_${id}_${secret}`;
}

/** Brings the indicators in as an administrator does, while there is nothing to count. */
async function define(): Promise<void> {
  const app = await start();
  const { cookie } = await signIn(app.url, 'admin', PASSWORD);
  const answer = await fetch(`${app.url}/api/v1/kpis/definitions`, {
    method: 'POST',
    headers: { cookie, origin: app.url, 'content-type': 'application/json' },
    body: JSON.stringify({ definitions: indicators(INDICATORS) }),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  await app.close();
}

/** Fills the tables up to a size, counts all of it with the statements of a rebuild, and measures a service that starts on it. */
async function at(from: ReturnType<typeof sizeOf>, to: ReturnType<typeof sizeOf>, key: string) {
  const before = performance.now();
  await seed(db, from, to);
  await db.query('begin');
  await recount(db as unknown as pg.PoolClient, 'Asia/Shanghai');
  await db.query('commit');
  // What the seed leaves to be tidied is tidied before anything is timed.
  await db.query('vacuum analyze');
  await db.query('checkpoint');
  const seedSeconds = (performance.now() - before) / 1000;
  const app = await start();
  const { cookie } = await signIn(app.url, 'leader', PASSWORD);
  const type = TYPES[0] ?? '';
  const job: KpiJob = { url: app.url, cookie, key, ...rounds, type, code: 'BENCH-0-0' };
  const report = await ask(job);
  await app.close();
  if (report.values < INDICATORS * 20) throw new Error(`only ${report.values} values on the board`);
  return {
    ...{ ...to, seedSeconds: Math.round(seedSeconds), gaps: report.gaps },
    ...{ boardMs: numbersOf(report.boards), factMs: { ...numbersOf(report.facts), p99: p99Of(report.facts) } },
  };
}

function p99Of(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? NaN);
}

function ask(job: KpiJob): Promise<KpiReport> {
  const child = fork(fileURLToPath(new URL('./kpi.reader.ts', import.meta.url)), { stdio: 'inherit' });
  return new Promise((tell, fail) => {
    child.once('message', (report) => {
      child.kill();
      tell(report as KpiReport);
    });
    child.once('exit', (code) => fail(new Error(`the reader ended with ${code}`)));
    child.send(job);
  });
}

type Measured = Awaited<ReturnType<typeof at>>;

function print([few, many]: readonly [Measured, Measured]): void {
  const rounded = (value: number) => Math.round(value * 100) / 100;
  const ratio = {
    board: rounded(many.boardMs.p95 / few.boardMs.p95),
    boardMedian: rounded(many.boardMs.p50 / few.boardMs.p50),
  };
  console.table([
    {
      what: `board at ${few.observations} observations, p95 ms`,
      measured: few.boardMs.p95,
      wanted: `<= ${WANTED.boardMs}`,
    },
    {
      what: `board at ${many.observations} observations, p95 ms`,
      measured: many.boardMs.p95,
      wanted: `<= ${WANTED.boardMs}`,
    },
    { what: 'growth of the board', measured: ratio.board, wanted: `<= ${WANTED.growth}` },
    { what: 'fact until it is on kpi-board, p99 ms', measured: many.factMs.p99, wanted: `<= ${WANTED.factMs}` },
  ]);
  const load = loadavg().map(rounded);
  console.log(JSON.stringify({ bench: 'kpi', short: isShort, indicators: INDICATORS, ratio, few, many, load }));
}
