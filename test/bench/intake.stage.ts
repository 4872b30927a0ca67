/** What bench:intake runs on: a durable cluster, the service, a naive service beside it, and the clocks of both. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { snapshotOf } from '../../server/city/city-snapshot.rules.js';
import { CityStore } from '../../server/city/city.store.js';
import { hashSecret } from '../../server/identity/token.js';
import { startDurable } from '../support/durable-cluster.js';
import { smallCity } from '../support/intake.js';
import type { ClientJob, ClientReport } from './intake.client.js';

const SYNCS = 1000;
const NAIVE_TABLE = `create table naive_observation (id text primary key, stream text not null, type text not null,
  occurred_at timestamptz not null, lon float8 not null, lat float8 not null, title text, body text, attributes jsonb);
  create index on naive_observation (occurred_at)`;

export interface Stage {
  app: NestFastifyApplication;
  db: pg.Client;
  url: string;
  naiveUrl: string;
  key: string;
  settings: Record<string, string>;
  load(job: Omit<ClientJob, 'key'>): Promise<ClientReport>;
  close(): Promise<void>;
}

/** Starts everything. @throws Error when the cluster is not durable: figures without fsync say nothing */
export async function openStage(): Promise<Stage> {
  const cluster = await startDurable();
  const dataDir = mkdtempSync(join(tmpdir(), 'city-brain-bench-'));
  Object.assign(process.env, {
    DATABASE_URL: cluster.url,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    CITY_DEMO: '0',
  });
  const { loadConfig } = await import('../../server/platform/config.js');
  const { createService } = await import('../../server/service.js');
  const app = await createService(loadConfig());
  await app.listen(0, '127.0.0.1');
  const db = new pg.Client(cluster.url);
  await db.connect();
  const key = await seed(db);
  const store = app.get(CityStore);
  const city = smallCity([{ id: 'bench', streams: ['complaint'] }]);
  store.replace(snapshotOf({ ...city, version: store.current.rows.version }));
  await db.query(NAIVE_TABLE);
  const naive = child('./naive/naive.server.ts');
  const { url: naiveUrl } = await message<{ url: string }>(naive);
  const client = child('./intake.client.ts');
  return {
    ...{ app, db, key, settings: await durability(db), naiveUrl: `${naiveUrl}/observations` },
    url: `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/api/v1/intake/observations`,
    load: (job) => {
      client.send({ ...job, key });
      return message<ClientReport>(client);
    },
    close: async () => {
      client.kill();
      naive.kill();
      await db.end();
      await app.close();
      await cluster.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** CPU seconds of this process and of all processes of the database server so far. */
export function cpuSeconds(postmaster: number): number {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    let stat: string;
    try {
      stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) continue;
      throw error;
    }
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [own, ended] = [(fields[11] ?? 0) + (fields[12] ?? 0), (fields[13] ?? 0) + (fields[14] ?? 0)];
    if (Number(pid) === postmaster) ticks += own + ended;
    else if (fields[1] === postmaster) ticks += own;
  }
  // Linux counts in hundredths of a second for user space.
  return (user + system) / 1e6 + ticks / 100;
}

/** Mean time this disk takes to overwrite 8 kB and fdatasync them, ms: what pg_test_fsync calls ops/sec, the other way round. */
export function fdatasyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-sync-'));
  const file = openSync(join(folder, 'f'), 'w');
  const page = Buffer.alloc(8192);
  writeSync(file, page, 0, page.length, 0);
  fdatasyncSync(file);
  const at = performance.now();
  for (let i = 0; i < SYNCS; i++) {
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
  }
  const tookMs = performance.now() - at;
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return tookMs / SYNCS;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

async function seed(db: pg.Client): Promise<string> {
  await db.query(
    "insert into source (id, name_zh, name_en, streams) values ('bench', 'bench', 'bench', '{complaint}')",
  );
  const [id, secret] = [randomBytes(8).toString('hex'), randomBytes(24).toString('base64url')];
  await db.query("insert into source_key (id, source, secret_hash) values ($1, 'bench', $2)", [id, hashSecret(secret)]);
  return `cb_${id}_${secret}`;
}

async function durability(db: pg.Client): Promise<Record<string, string>> {
  const { rows } = await db.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  if (rows.some((row) => row.setting !== 'on')) throw new Error(`not durable: ${JSON.stringify(rows)}`);
  return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
}

function child(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: 'inherit' });
}

function message<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    from.once('exit', ended);
    from.once('message', (body) => {
      from.off('exit', ended);
      resolve(body as T);
    });
  });
}
