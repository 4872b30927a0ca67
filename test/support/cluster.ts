import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../server/platform/data-source.js';
import { startCluster } from '../../server/platform/postgres/cluster.js';

export const TEMPLATE = 'template_city';

/** Speed instead of durability: the data is thrown away. Benches start their own durable cluster. */
const THROW_AWAY = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
  shared_buffers: '64MB',
  autovacuum: 'off',
};

export interface TestCluster {
  adminUrl: string;
  stop(): Promise<void>;
}

/** Starts the throw-away cluster of a test run and migrates the template that every test database is a copy of. */
export async function startTestCluster(): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'city-brain-test-'));
  const cluster = await startCluster({ folder, password: null, settings: THROW_AWAY, sync: false });
  const admin = new pg.Client(cluster.url('postgres'));
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(cluster.url(TEMPLATE));
  return {
    adminUrl: cluster.url('postgres'),
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
