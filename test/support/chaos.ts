import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { makeSource, signIn } from './client.js';
import { startDurable, type DurableCluster } from './durable-cluster.js';
import { sendUntil, type SenderLog } from './retrying-sender.js';
import { freePort, makeDataDir, startService, type ServiceProcess } from './service.js';

const ADMIN_PASSWORD = 'chaos-admin-password-1';
const SENDERS = 6;

/** A service under load that is about to have a bad day. */
export interface ChaosStage {
  cluster: DurableCluster;
  service(): ServiceProcess;
  restart(): Promise<void>;
  log: SenderLog;
  /** Stops the senders, waits for the last answers and compares what was acknowledged with what is stored. */
  settle(): Promise<{ acked: number; lost: string[]; doubled: number; stored: number; rolledUp: number }>;
  close(): Promise<void>;
}

/** Starts cluster, service and senders that retry. */
export async function setChaosStage(): Promise<ChaosStage> {
  const cluster = await startDurable();
  const dataDir = makeDataDir();
  const env = { DATABASE_URL: cluster.url, CITY_DEMO: '0', ADMIN_PASSWORD, PORT: String(await freePort()) };
  let service = await startService(env, dataDir);
  const key = await makeSource(await signIn(service.url, 'admin', ADMIN_PASSWORD), {
    id: 'chaos',
    streams: ['incident'],
  });
  const log: SenderLog = { acked: new Set(), statuses: new Map() };
  let isDone = false;
  const senders = Array.from({ length: SENDERS }, (_, n) =>
    sendUntil({ url: service.url, key, name: `s${n}`, size: 20, isDone: () => isDone, log }),
  );
  return {
    cluster,
    log,
    service: () => service,
    restart: async () => {
      await service.kill('SIGKILL');
      service = await startService(env, dataDir);
    },
    settle: async () => {
      isDone = true;
      await Promise.all(senders);
      return compare(cluster.url, log);
    },
    close: async () => {
      isDone = true;
      await service.kill('SIGTERM');
      await cluster.remove();
    },
  };
}

async function compare(url: string, log: SenderLog) {
  const db = new pg.Client(url);
  await db.connect();
  await caughtUp(db);
  const { rows } = await db.query<{ record: string; n: number }>(
    'select record, count(*)::int as n from observation where counted group by record',
  );
  const cube = await db.query<{ n: number }>('select coalesce(sum(n), 0)::int as n from rollup_cube');
  await db.end();
  const stored = new Map(rows.map((row) => [row.record, row.n]));
  return {
    acked: log.acked.size,
    lost: [...log.acked].filter((id) => !stored.has(id)),
    doubled: rows.filter((row) => row.n > 1).length,
    stored: stored.size,
    rolledUp: cube.rows[0]?.n ?? 0,
  };
}

/** Waits until the roll-ups have read all of the journal. */
async function caughtUp(db: pg.Client): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { rows } = await db.query<{ behind: boolean }>(
      "select coalesce((select max(seq) from journal_entry), 0) > coalesce((select seq from reader where name = 'rollups'), 0) as behind",
    );
    if (!rows[0]?.behind) return;
    await wait(100);
  }
  throw new Error('the roll-ups did not catch up within 30 s');
}
