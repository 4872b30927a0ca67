import { renameSync } from 'node:fs';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ArchiveWriter } from './archive.js';
import { listKeyIds, listMigrations, listPartitions, listSequences, listTables } from './tables.queries.js';

/** Copies a whole database into a file, as it stood at one moment, while the service goes on. @returns rows by table */
export async function dump(url: string, path: string): Promise<Record<string, number>> {
  const db = new pg.Client({ connectionString: url, options: '-c statement_timeout=0 -c timezone=UTC' });
  await db.connect();
  const draft = `${path}.part`;
  try {
    await db.query('begin isolation level repeatable read read only');
    const tables = await listTables(db);
    const archive = new ArchiveWriter(draft);
    await archive.json('H', {
      format: 'city-brain-backup/1',
      at: new Date().toISOString(),
      keyIds: await listKeyIds(db),
      migrations: await listMigrations(db),
      partitions: await listPartitions(db),
    });
    const rows: Record<string, number> = {};
    for (const { table, columns } of tables) {
      await archive.json('T', { table, columns });
      const names = columns.map((name) => db.escapeIdentifier(name)).join(', ');
      const stream = db.query(copyTo(`copy (select ${names} from ${db.escapeIdentifier(table)}) to stdout`));
      for await (const chunk of stream) await archive.frame('D', chunk as Buffer);
      rows[table] = stream.rowCount;
    }
    await archive.json('Z', { rows, sequences: await listSequences(db) });
    await archive.close();
    await db.query('commit');
    renameSync(draft, path);
    return rows;
  } finally {
    await db.end();
  }
}
