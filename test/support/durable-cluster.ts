import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster, type Cluster } from '../../server/platform/postgres/cluster.js';
import { childrenOf } from './processes.js';

/** A cluster of one's own that keeps what it says it keeps: for kills, stops, two instances and benches. */
export interface DurableCluster {
  url: string;
  /** Stops the server; `start` brings it back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stands still with all its sessions, as behind a network that swallows everything; `thaw` lets it go on. */
  freeze(): void;
  thaw(): void;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  max_connections: '100',
};

/** Starts a durable cluster with one empty database. */
export async function startDurable(settings: Record<string, string> = {}): Promise<DurableCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-durable-'));
  const open = (port?: number) =>
    startCluster({
      folder,
      password: null,
      settings: { ...SETTINGS, ...settings },
      sync: false,
      ...(port ? { port } : {}),
    });
  let cluster: Cluster = await open();
  const { port } = cluster;
  const admin = new pg.Client(cluster.url('postgres'));
  await admin.connect();
  await admin.query('create database city');
  await admin.end();
  return {
    url: cluster.url('city'),
    stop: () => cluster.stop(),
    start: async () => {
      cluster = await open(port);
    },
    freeze: () => signalAll(cluster.pid, 'SIGSTOP'),
    thaw: () => signalAll(cluster.pid, 'SIGCONT'),
    remove: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The postmaster first, so that it starts no new session meanwhile. Linux only. */
function signalAll(pid: number, signal: NodeJS.Signals): void {
  process.kill(pid, signal);
  for (const child of childrenOf(pid)) signalIfThere(child, signal);
}

/** A session may end between the listing and the signal. */
function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
