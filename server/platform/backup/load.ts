import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { ArchiveFoot, ArchiveHead, ArchiveTable, readFrames } from './archive.js';
import { listTables } from './tables.queries.js';

/** What a restore needs to know of the archive before it may start. */
export async function readHead(path: string): Promise<ArchiveHead> {
  for await (const frame of readFrames(path)) {
    if (frame.kind !== 'H') break;
    return ArchiveHead.parse(JSON.parse(frame.bytes.toString()));
  }
  throw new Error(`${path} is not a city-brain backup`);
}

/**
 * Puts an archive into a database that has the archive's schema and no rows, in one transaction.
 * @returns rows by table @throws Error when the database is not empty, or counts differ from the archive's
 */
export async function load(url: string, path: string): Promise<Record<string, number>> {
  const db = new pg.Client({ connectionString: url, options: '-c statement_timeout=0 -c timezone=UTC' });
  await db.connect();
  try {
    await db.query('begin');
    await refuseUnlessEmpty(db);
    // The journal takes rows from journal_append and from here only.
    await db.query("select set_config('journal.writer', 'restore', true)");
    await db.query('set constraints all deferred');
    const rows = await copyAll(db, path);
    await db.query('commit');
    await db.query('analyze');
    return rows;
  } finally {
    await db.end();
  }
}

async function copyAll(db: pg.Client, path: string): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  let open: { table: string; stream: CopyStreamQuery } | null = null;
  const close = async () => {
    if (!open) return;
    const { table, stream } = open;
    open = null;
    stream.end();
    await finished(stream);
    rows[table] = stream.rowCount;
  };
  try {
    for await (const { kind, bytes } of readFrames(path)) {
      if (kind === 'D') {
        if (open && !open.stream.write(bytes)) await once(open.stream, 'drain');
        continue;
      }
      await close();
      if (kind === 'H') await makePartitions(db, ArchiveHead.parse(JSON.parse(bytes.toString())));
      if (kind === 'T') open = openTable(db, ArchiveTable.parse(JSON.parse(bytes.toString())));
      if (kind === 'Z') return await finish(db, ArchiveFoot.parse(JSON.parse(bytes.toString())), rows);
    }
    throw new Error(`${path} has no end: it was cut short`);
  } catch (error) {
    // Tells the server that the copy failed; without this the connection would wait for more of it.
    open?.stream.destroy();
    throw error;
  }
}

function openTable(db: pg.Client, { table, columns }: ArchiveTable): { table: string; stream: CopyStreamQuery } {
  const names = columns.map((name) => db.escapeIdentifier(name)).join(', ');
  const stream = db.query(copyFrom(`copy ${db.escapeIdentifier(table)} (${names}) from stdin`));
  // The write or the end that is under way rejects with it.
  stream.on('error', () => undefined);
  return { table, stream };
}

async function makePartitions(db: pg.Client, head: ArchiveHead): Promise<void> {
  for (const { parent, name, bounds } of head.partitions) {
    if (!/^FOR VALUES FROM \('[-0-9 :+.]+'\) TO \('[-0-9 :+.]+'\)$/.test(bounds))
      throw new Error(`partition ${name} has unknown bounds ${bounds}`);
    await db.query(
      `create table if not exists ${db.escapeIdentifier(name)} partition of ${db.escapeIdentifier(parent)} ${bounds}`,
    );
  }
}

async function finish(db: pg.Client, foot: ArchiveFoot, rows: Record<string, number>): Promise<Record<string, number>> {
  for (const [table, n] of Object.entries(foot.rows)) {
    if (rows[table] !== n)
      throw new Error(`${table}: the backup says ${n} rows, ${rows[table] ?? 0} came in; nothing was restored`);
  }
  for (const [name, { value, called }] of Object.entries(foot.sequences)) {
    await db.query('select setval($1::regclass, $2::bigint, $3)', [db.escapeIdentifier(name), value, called]);
  }
  return rows;
}

/** Tables that have rows as soon as a city has lived in a database. All others may hold what migrations put there. */
const LIVED_IN = ['journal_entry', 'observation', 'reading', 'account', 'source', 'area', 'dead_letter', 'audit_entry'];

async function refuseUnlessEmpty(db: pg.Client): Promise<void> {
  for (const table of LIVED_IN) {
    const { rowCount } = await db.query(`select 1 from ${db.escapeIdentifier(table)} limit 1`);
    if (rowCount) throw new Error(`table ${table} has rows: a backup is restored into an empty database only`);
  }
  const tables = (await listTables(db)).filter(({ table }) => !LIVED_IN.includes(table));
  for (const { table } of tables.reverse()) await clear(db, db.escapeIdentifier(table));
}

/** Takes out what migrations put there, also of tables that only ever grow: those rows are in the archive, as they were. */
async function clear(db: pg.Client, table: string): Promise<void> {
  const { rowCount } = await db.query(`select 1 from ${table} limit 1`);
  if (!rowCount) return;
  await db.query(`alter table ${table} disable trigger user`);
  await db.query(`delete from ${table}`);
  await db.query(`alter table ${table} enable trigger user`);
}
