/** npm run bench:live [-- --short]: from POST to socket under load, idle, and the price of a frame beside bare socket.io. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { FRAME_INTERVAL_MS } from '../../protocol/live.js';
import { snapshotOf } from '../../server/city/city-snapshot.rules.js';
import { CityStore } from '../../server/city/city.store.js';
import { hashSecret } from '../../server/identity/token.js';
import { signIn } from '../support/client.js';
import { startDurable } from '../support/durable-cluster.js';
import { smallCity } from '../support/intake.js';
import { benchBroadcast } from './live.broadcast.js';
import type { ChildJob, ChildReport, IdleReport } from './live.child.js';
import type { CrowdReport } from './live.crowd.js';
import type { ReadersJob } from './live.readers.js';

const PASSWORD = 'bench-live-demo';
const SOURCE = { id: 'bench', streams: ['complaint' as const] };
/** Readers that fold every patch; the others, in another process, only check that patches follow on one another. */
const FOLDING = 20;
const isShort = process.argv.includes('--short');
const shape = isShort
  ? { sockets: 50, idlePosts: 5, rate: 1000, perRequest: 100, loadMs: 2000 }
  : { sockets: 1000, idlePosts: 40, rate: 10_000, perRequest: 100, loadMs: 15_000 };

const cluster = await startDurable();
const dataDir = mkdtempSync(join(tmpdir(), 'city-brain-bench-'));
Object.assign(process.env, {
  ...{
    DATABASE_URL: cluster.url,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    CITY_DEMO: '1',
    DEMO_PASSWORD: PASSWORD,
  },
});
const { loadConfig } = await import('../../server/platform/config.js');
const { createService } = await import('../../server/service.js');
const app = await createService(loadConfig());
await app.listen(0, '127.0.0.1');
const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
try {
  const key = await seed();
  app.get(CityStore).replace(snapshotOf(smallCity([SOURCE])));
  const { cookie } = await signIn(url, 'operator', PASSWORD);
  const settings = await durability();
  const child = childOf('./live.child.ts');
  const job: ChildJob = { url, key, cookie, ...shape, sockets: FOLDING };
  const { idle } = (await asked(child, job)) as IdleReport;
  const crowd = await openCrowd({ url, cookie, sockets: shape.sockets - FOLDING });
  const report = (await asked(child, {})) as ChildReport;
  child.kill();
  report.gaps += await crowd.close();
  const broadcast = await benchBroadcast({
    sockets: isShort ? 50 : 500,
    rounds: isShort ? 3 : 7,
    frames: isShort ? 20 : 60,
  });
  print({ ...report, alone: idle }, broadcast, settings);
} finally {
  await app.close();
  await cluster.remove();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);

async function seed(): Promise<string> {
  const db = new pg.Client(cluster.url);
  await db.connect();
  await db.query(
    "insert into source (id, name_zh, name_en, streams) values ('bench', 'bench', 'bench', '{complaint}')",
  );
  const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  await db.query('insert into source_key (id, source, secret_hash) values ($1, $2, $3)', [
    id,
    'bench',
    hashSecret(secret),
  ]);
  await db.end();
  return `cb_${id}_${secret}`;
}

async function durability(): Promise<Record<string, string>> {
  const db = new pg.Client(cluster.url);
  await db.connect();
  const { rows } = await db.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  await db.end();
  if (rows.some((row) => row.setting !== 'on')) throw new Error(`not durable: ${JSON.stringify(rows)}`);
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

async function openCrowd(job: ReadersJob): Promise<{ close(): Promise<number> }> {
  const child = childOf('./live.crowd.ts');
  await asked(child, job);
  return {
    close: async () => {
      const report = (await asked(child, {})) as CrowdReport;
      child.kill();
      return 'gaps' in report ? report.gaps : NaN;
    },
  };
}

function childOf(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: 'inherit' });
}

function asked(child: ChildProcess, question: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
    child.send(question);
  });
}

function print(
  report: ChildReport & { alone: number[] },
  broadcast: { hub: number; bare: number },
  settings: Record<string, string>,
): void {
  const at = (values: number[], p: number) => {
    const sorted = [...values].sort((a, b) => a - b);
    return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? NaN) * 10) / 10;
  };
  const result = {
    bench: 'live',
    short: isShort,
    sockets: shape.sockets,
    itemsPerSecond: Math.round((report.sent * 1000) / report.took),
    idleMs: { p50: at(report.alone, 0.5), p99: at(report.alone, 0.99), sockets: FOLDING },
    idleCrowdMs: { p50: at(report.idle, 0.5), p99: at(report.idle, 0.99) },
    loadMs: { p50: at(report.load, 0.5), p99: at(report.load, 0.99), tick: FRAME_INTERVAL_MS.situation },
    lost: report.gaps,
    torn: report.torn,
    framesPerSecond: { hub: Math.round(broadcast.hub), bare: Math.round(broadcast.bare) },
    ratio: { broadcast: Math.round((broadcast.hub / broadcast.bare) * 1000) / 1000 },
    settings,
    load: loadavg().map((n) => Math.round(n * 100) / 100),
  };
  console.table([
    { what: `POST to socket, idle, ${FOLDING} sockets, p50 ms`, measured: result.idleMs.p50, wanted: '<= 15' },
    { what: `POST to socket, idle, ${shape.sockets} sockets, p50 ms`, measured: result.idleCrowdMs.p50, wanted: '' },
    {
      what: `POST to socket at ${result.itemsPerSecond}/s, ${shape.sockets} sockets, p99 ms`,
      measured: result.loadMs.p99,
      wanted: `<= ${result.loadMs.tick + 100}`,
    },
    { what: 'broadcast, hub / bare emit', measured: result.ratio.broadcast, wanted: '>= 0.85' },
    { what: 'patches that did not apply', measured: result.lost, wanted: '0' },
    { what: 'torn states', measured: result.torn, wanted: '0' },
  ]);
  console.log(JSON.stringify(result));
}
