import type { ClientBase } from 'pg';
import type { ArchiveFoot, ArchiveHead, ArchiveTable } from './archive.js';

/** Tables that say who runs what at this moment; a restored city starts without them. */
const MOMENTARY = ['lease', 'migrations'];

/** Every table with the columns to copy, parents of foreign keys first. Partitions are reached through their parent. */
export async function listTables(db: ClientBase): Promise<ArchiveTable[]> {
  const { rows } = await db.query<{ table: string; columns: string[]; needs: string[] }>(
    `select c.relname as table,
            array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
            array(select f.confrelid::regclass::text from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1)
     order by c.relname`,
    [MOMENTARY],
  );
  const sorted: ArchiveTable[] = [];
  const placed = new Set<string>();
  for (let left = rows; left.length > 0;) {
    const ready = left.filter((row) => row.needs.every((need) => placed.has(need)));
    if (ready.length === 0)
      throw new Error(`tables refer to each other in a circle: ${left.map((row) => row.table).join(', ')}`);
    for (const { table, columns } of ready) {
      sorted.push({ table, columns });
      placed.add(table);
    }
    left = left.filter((row) => !placed.has(row.table));
  }
  return sorted;
}

/** Partitions as they must be made again, DEFAULT ones excepted: migrations make those. */
export async function listPartitions(db: ClientBase): Promise<ArchiveHead['partitions']> {
  const { rows } = await db.query<ArchiveHead['partitions'][number]>(
    `select p.relname as parent, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bounds
     from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
     where c.relnamespace = current_schema()::regnamespace and c.relispartition and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT'
     order by 1, 2`,
  );
  return rows;
}

/** Where every sequence stands. */
export async function listSequences(db: ClientBase): Promise<ArchiveFoot['sequences']> {
  const { rows } = await db.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace order by 1",
  );
  const found: ArchiveFoot['sequences'] = {};
  for (const { name } of rows) {
    const state = await db.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${db.escapeIdentifier(name)}`,
    );
    found[name] = state.rows[0] ?? { value: '1', called: false };
  }
  return found;
}

export async function listMigrations(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>('select name from migrations order by id');
  return rows.map((row) => row.name);
}

/** Ids of the keys that sealed columns need. */
export async function listKeyIds(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ value: string[] }>("select value from setting where name = 'secret_key_ids'");
  return rows[0]?.value ?? [];
}
