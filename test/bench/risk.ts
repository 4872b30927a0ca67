/** npm run bench:risk [-- --short]: readings with the rules on beside storing alone, and twenty thousand cells from commit to socket. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { FRAME_INTERVAL_MS } from '../../protocol/live.js';
import { startDurable } from '../support/durable-cluster.js';
import { signIn } from '../support/client.js';
import { cpuSeconds, median } from './intake.stage.js';
import { cellsOf, sensorCity, storeSensors } from './risk.city.js';
import { openService } from './risk.service.js';
import type { PatchSeen, ReaderJob } from './risk.reader.js';

const PASSWORD = 'bench-risk-demo';
const isShort = process.argv.includes('--short');
const shape = isShort
  ? { sensors: 5000, perSecond: 4000, seconds: 2, cells: 2000, rounds: 2 }
  : { sensors: 50_000, perSecond: 20_000, seconds: 15, cells: 20_000, rounds: 20 };
/** Readings a group, and the rest between looks at the lag. */
const GROUP = 1000;
const LOOK_MS = 50;

// The server notes when each transaction was committed: whose turn stated the map does not matter then.
const cluster = await startDurable({ track_commit_timestamp: 'on' });
const dataDir = mkdtempSync(join(tmpdir(), 'city-brain-bench-'));
Object.assign(process.env, {
  ...{ DATABASE_URL: cluster.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' },
  ...{ CITY_DEMO: '1', DEMO_PASSWORD: PASSWORD },
});
const cells = cellsOf(shape.cells);
const city = sensorCity(shape.sensors, cells);
const service = await openService(city);
const db = new pg.Client(cluster.url);
await db.connect();
try {
  const settings = await durability();
  const postmaster = await postmasterPid();
  await storeSensors(db, city);
  const total = shape.perSecond * shape.seconds;
  const alone = await paced(service.groups('alone', total, GROUP), service.storingAlone());
  await db.query('truncate reading');
  const taking = await paced(service.bodies('taking', total, GROUP), service.taking());
  await db.query('truncate reading');
  await service.listen();
  // The readers find what was stored before they ran; that is not part of what is timed.
  await caughtUp();
  const full = await paced(service.groups('full', total, GROUP), service.storing(), lagMs);
  await db.query('truncate reading');
  const whole = await paced(service.bodies('whole', total, GROUP), service.taking(), lagMs);
  const patches = await patchTimes();
  print({ alone, full, taking, whole, patches, settings });

  /** Writes groups at their pace, two in flight; CPU of the service and the database until the rules have caught up. */
  async function paced<Group>(
    groups: readonly Group[],
    write: (group: Group) => Promise<void>,
    lag?: () => Promise<number>,
  ) {
    const cpu = cpuSeconds(postmaster);
    const start = performance.now();
    const lags: number[] = [];
    let isDone = false;
    const looking =
      lag &&
      look(
        () => lag(),
        lags,
        () => isDone,
      );
    const pending: Promise<void>[] = [];
    for (const [i, group] of groups.entries()) {
      await wait(Math.max(0, start + (i * GROUP * 1000) / shape.perSecond - performance.now()));
      if (i >= 2) await pending[i - 2];
      pending.push(write(group));
    }
    await Promise.all(pending);
    const tookMs = performance.now() - start;
    if (lag) await caughtUp();
    isDone = true;
    await looking;
    return { cpu: cpuSeconds(postmaster) - cpu, perSecond: (total * 1000) / tookMs, lagMs: Math.max(0, ...lags) };
  }
} finally {
  await db.end();
  await service.close();
  await cluster.remove();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function look(lag: () => Promise<number>, lags: number[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    lags.push(await lag());
    await wait(LOOK_MS);
  }
}

/** Until alarms have looked at everything; hours are added up a little later, and their work counts all the same. */
async function caughtUp(): Promise<void> {
  for (const reader of ['alarms', 'reading-hours']) while ((await lagMs(reader)) > 0) await wait(LOOK_MS);
}

/** Age of the oldest readings that a reader has not looked at, ms. */
async function lagMs(reader = 'alarms'): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(
    `select coalesce(extract(epoch from city_now() - min(at)) * 1000, 0)::float8 as ms from journal_entry
     where type = 'intake.recorded' and seq > (select seq from reader where name = $1)`,
    [reader],
  );
  return Math.max(0, rows[0]?.ms ?? 0);
}

/** Turns every cell from one grade to another, and times the patch from the commit of the statement to the folded state of a reader. */
async function patchTimes(): Promise<number[]> {
  await db.query(
    `insert into risk_point (code, name_zh, category, address, lon, lat, h3, grade, score, assessment, owner_org, review_due)
     select 'B' || n, 'B', 'risk.other', 'B', 0, 0, ('x0' || cell)::bit(64)::bigint, 'red', 1, '{}', 'B', current_date
     from unnest($1::text[]) with ordinality as c (cell, n)`,
    [cells],
  );
  const { cookie } = await signIn(service.url, 'operator', PASSWORD);
  const reader = fork(fileURLToPath(new URL('./risk.reader.ts', import.meta.url)), { stdio: 'inherit' });
  const next = async () => ((await once(reader, 'message')) as [PatchSeen])[0];
  const shown = next();
  reader.send({ url: service.url, cookie } satisfies ReaderJob);
  await shown;
  const times: number[] = [];
  for (let round = 0; round < shape.rounds; round++) {
    // The map rests before each round: a change at its leading edge is what is timed.
    await wait(FRAME_INTERVAL_MS['risk-map'] + LOOK_MS);
    await db.query(`update risk_point set grade = case grade when 'red' then 'orange' else 'red' end`);
    const seen = touching(reader, shape.cells);
    const stating = service.stateRisk();
    const { atMs } = await seen;
    times.push(atMs - (await committedMs()));
    await stating;
  }
  reader.kill();
  return times;
}

/** When the newest turn of the risk index was committed, epoch ms: database and service have the clock of this machine. */
async function committedMs(): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(
    `select (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as ms from risk_turn order by stated_at desc limit 1`,
  );
  return rows[0]?.ms ?? NaN;
}

async function touching(reader: ReturnType<typeof fork>, least: number): Promise<PatchSeen> {
  for (;;) {
    const [seen] = (await once(reader, 'message')) as [PatchSeen];
    if (seen.gaps > 0) throw new Error('a patch did not apply');
    if (seen.cells >= least) return seen;
  }
}

async function durability(): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  if (rows.some((row) => row.setting !== 'on')) throw new Error(`not durable: ${JSON.stringify(rows)}`);
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

async function postmasterPid(): Promise<number> {
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

interface Load {
  cpu: number;
  perSecond: number;
  lagMs: number;
}

function print(of: {
  alone: Load;
  full: Load;
  taking: Load;
  whole: Load;
  patches: number[];
  settings: Record<string, string>;
}): void {
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const p99 = [...of.patches].sort((a, b) => a - b)[Math.floor(of.patches.length * 0.99)] ?? NaN;
  const patchMs = { p50: rounded(median(of.patches)), p99: rounded(p99), cells: shape.cells };
  const ratio = { cpu: rounded(of.full.cpu / of.alone.cpu), cpuFromBytes: rounded(of.whole.cpu / of.taking.cpu) };
  console.table([
    { what: 'readings/s with rules on', measured: Math.round(of.full.perSecond), wanted: String(shape.perSecond) },
    {
      what: 'lag of the rules, ms at most',
      measured: Math.round(Math.max(of.full.lagMs, of.whole.lagMs)),
      wanted: '< 1000',
    },
    { what: 'CPU beside storing alone, from the bytes of a request on', measured: ratio.cpuFromBytes, wanted: '<= 2' },
    { what: 'CPU beside storing alone, of rows that are prepared', measured: ratio.cpu, wanted: '<= 2' },
    { what: `patch of ${shape.cells} cells, commit to socket, p99 ms`, measured: patchMs.p99, wanted: '<= 300' },
  ]);
  const load = loadavg().map(rounded);
  const perSecond = Math.round(of.full.perSecond);
  const { settings } = of;
  console.log(
    JSON.stringify({
      bench: 'risk',
      short: isShort,
      ratio,
      perSecond,
      lagMs: Math.round(Math.max(of.full.lagMs, of.whole.lagMs)),
      patchMs,
      settings,
      load,
    }),
  );
}
