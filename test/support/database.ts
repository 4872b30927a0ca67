import { randomBytes } from 'node:crypto';
import pg from 'pg';

const TEMPLATE = 'template_city';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Makes a database of one's own, a copy of the migrated template (or, with `empty`, without any table). */
export async function freshDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = process.env.PG_ADMIN;
  if (!adminUrl) throw new Error('no test cluster: the ring of this spec needs globalSetup in jest.config.mjs');
  const name = `t${process.env.JEST_WORKER_ID ?? 0}_${randomBytes(6).toString('hex')}`;
  const template = options.empty ? 'template0' : TEMPLATE;
  await administer(adminUrl, `create database ${name} template ${template} strategy wal_log`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(adminUrl, `drop database if exists ${name} with (force)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const admin = new pg.Client(url);
  // The server ends sessions at the end of a run; without a listener that would be an unhandled error.
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
