import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/migrations.js';
import { poolOptions } from './database.js';

/** Advisory lock that lets one instance migrate while the others wait. */
const MIGRATION_LOCK = [4711, 2] as const;
const OLDEST_MAJOR = 14;
/** How long a start waits for a database that does not listen yet, and how often it asks, ms. */
const DATABASE_PATIENCE_MS = 20_000;
const RETRY_MS = 500;
/** Not listening, name not yet known, starting up, shutting down. */
const STARTING = ['ECONNREFUSED', 'EAI_AGAIN', '57P03', '57P01'];

/** Options of the TypeORM connection. Modules add their entities by `TypeOrmModule.forFeature`; the schema comes from migrations only. */
export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    migrationsRun: false,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    logging: false,
    extra: poolOptions(url, { name: 'typeorm', max: 4, statementMs: 30_000 }),
  };
}

/** Brings a database to the newest schema, one instance at a time. @returns names of the migrations that ran now */
export function migrate(url: string): Promise<string[]> {
  return run(url, migrations);
}

/**
 * Brings an empty database to the schema of `names`, for a backup that is older than this build.
 * @throws Error when this build lacks one of them: the backup is newer
 */
export function migrateTo(url: string, names: readonly string[]): Promise<string[]> {
  const own = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = names.filter((name) => !own.has(name));
  if (unknown.length > 0)
    throw new Error(`the backup comes from a newer city-brain (it has ${unknown.join(', ')}); use that version`);
  return run(
    url,
    migrations.filter((migration) => names.includes(migration.name)),
  );
}

async function run(url: string, wanted: readonly (typeof migrations)[number][]): Promise<string[]> {
  const guard = await connectPatiently(url);
  try {
    await guard.query('select pg_advisory_lock($1, $2)', [...MIGRATION_LOCK]);
    await checkServer(guard);
    const source = new DataSource({
      ...dataSourceOptions(url),
      migrations: [...wanted],
      extra: { max: 2, options: '-c timezone=UTC' },
    });
    await source.initialize();
    try {
      return (await source.runMigrations({ transaction: 'each' })).map((migration) => migration.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await guard.end();
  }
}

/** Counts migrations of this build that the database lacks. */
export async function pendingMigrations(db: pg.Pool): Promise<number> {
  const { rows } = await db.query<{ name: string }>('select name from migrations');
  const done = new Set(rows.map((row) => row.name));
  return migrations.filter((migration) => !done.has(migration.name)).length;
}

/** Connects without time limits on statements. A database that is still starting (as beside us in a compose file) is waited for. */
async function connectPatiently(url: string): Promise<pg.Client> {
  const shape = { ...poolOptions(url, { name: 'migrate', max: 1, statementMs: 0 }), query_timeout: 0, lock_timeout: 0 };
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    const client = new pg.Client(shape);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      const { code = '', message } = cause as { code?: string; message: string };
      if (STARTING.includes(code) && waitedMs < DATABASE_PATIENCE_MS) {
        await delay(RETRY_MS);
        continue;
      }
      const { hostname, port, pathname } = new URL(url);
      throw new Error(`The database ${hostname}:${port || 5432}${pathname} cannot be used: ${message || code}`, {
        cause,
      });
    }
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
  );
  const { version = '0', encoding = '' } = rows[0] ?? {};
  if (Number(version) < OLDEST_MAJOR * 10_000) {
    throw new Error(
      `The database is PostgreSQL ${Math.floor(Number(version) / 10_000)}; city-brain needs ${OLDEST_MAJOR} or newer`,
    );
  }
  if (encoding !== 'UTF8') throw new Error(`The database has encoding ${encoding}; create it with encoding 'UTF8'`);
  await client.query('create extension if not exists pg_trgm');
  const trigrams = await client.query<{ n: number | null }>("select array_length(show_trgm('积水预警'), 1) as n");
  // With lc_ctype C every Chinese letter is dropped by pg_trgm, and address matching would silently find nothing.
  if (!trigrams.rows[0]?.n) {
    throw new Error(
      'The database has a ctype that knows no Chinese letters, so search would find nothing; create it with a UTF-8 ctype, for example ' +
        "create database city template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'",
    );
  }
}
