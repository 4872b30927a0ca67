import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/migrations.js';
import { dataSourceOptions, migrate } from '../../../server/platform/data-source.js';
import { freshDatabase, type TestDatabase } from '../../support/database.js';

const OBJECTS = `select coalesce(array_agg(relname::text), '{}') as names from pg_class c join pg_namespace s on s.oid = c.relnamespace
                 where s.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'S') and c.relname !~ '^migrations'`;

describe('migrations', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase({ empty: true });
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('two instances starting at once on an empty database run each migration once', async () => {
    const ran = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(ran.flat().sort()).toEqual(migrations.map((migration) => new migration().name).sort());
  });

  const objects = async () => (await client.query<{ names: string[] }>(OBJECTS)).rows[0]?.names;

  it('run down to nothing and up again', async () => {
    const source = await new DataSource(dataSourceOptions(database.url)).initialize();
    for (let left = migrations.length; left > 0; left--) await source.undoLastMigration({ transaction: 'each' });
    expect(await objects()).toEqual([]);
    await source.runMigrations({ transaction: 'each' });
    await source.destroy();
    expect(await objects()).toContain('journal_entry');
  });
});
