import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startCluster, type Cluster } from './cluster.js';
import { letThrough } from './privileges.js';
import { SUPERUSER } from './initialise.js';

const DATABASE = 'city';
const RESTARTS = 5;

/** Durable, and sized for a machine that runs the service too. */
const SETTINGS = {
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '10min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  max_connections: '80',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_duration_statement: '5s',
};

/** What has to be the same at the next start. Kept 0600. */
interface Access {
  port?: number;
  password: string;
}

/** The database that comes with the service. */
export interface EmbeddedDatabase {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data folder and makes its database. When the server dies alone it is started again on the same
 * port; `onLost` is called when that fails for good.
 */
export async function startEmbedded(dataDir: string, onLost: (reason: string) => void): Promise<EmbeddedDatabase> {
  const folder = join(dataDir, 'postgres');
  const file = join(dataDir, 'postgres.json');
  const access = readAccess(file);
  // The password is on disk before initdb uses it: a start cut off in between must not lock itself out.
  writeAccess(file, access);
  letThrough(dataDir);
  let isStopping = false;
  const start = async () => {
    const cluster = await startCluster({
      folder,
      password: access.password,
      port: access.port,
      settings: SETTINGS,
      sync: true,
    });
    access.port = cluster.port;
    writeAccess(file, access);
    cluster.onExit((reason) => void revive(reason));
    return cluster;
  };
  const revive = async (reason: string) => {
    for (let tries = 1; tries <= RESTARTS && !isStopping; tries++) {
      try {
        running = await start();
        return;
      } catch (error) {
        reason = (error as Error).message;
        await delay(500 * tries);
      }
    }
    if (!isStopping) onLost(reason);
  };
  let running: Cluster = await start();
  await createDatabase(running);
  return {
    url: running.url(DATABASE),
    stop: async () => {
      isStopping = true;
      await running.stop();
    },
  };
}

async function createDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url('postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function readAccess(file: string): Access {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Access;
  return { password: randomBytes(24).toString('hex') };
}

function writeAccess(file: string, access: Access): void {
  writeFileSync(file, JSON.stringify(access), { mode: 0o600 });
}

/** Address of the database in a data folder whose service is running. @throws Error when the folder has none */
export function embeddedUrl(dataDir: string): string {
  const file = join(dataDir, 'postgres.json');
  if (!existsSync(file)) throw new Error(`${dataDir} holds no embedded database`);
  const { port, password } = readAccess(file);
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
