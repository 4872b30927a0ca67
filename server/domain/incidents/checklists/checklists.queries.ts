import type { ClientBase, Pool } from 'pg';
import type { Checklist, ChecklistRow } from '../../../../protocol/checklist.js';

/** Reads every version of every list, the newest of each first. */
export async function readChecklists(db: Pool | ClientBase): Promise<ChecklistRow[]> {
  const { rows } = await db.query<ChecklistRow>(
    `select id, version, name_zh as "nameZh", name_en as "nameEn", types, items, source, added_by as "addedBy",
       iso_utc(added_at) as "addedAt", retired_by as "retiredBy", iso_utc(retired_at) as "retiredAt"
     from checklist order by id, version desc`,
  );
  return rows;
}

/** Adds versions that the table has never had; `by` null: built in. */
export async function addChecklists(
  db: Pool | ClientBase,
  lists: readonly Checklist[],
  by: string | null,
): Promise<void> {
  await db.query(
    `insert into checklist (id, version, name_zh, name_en, types, items, source, added_by)
     select id, version, "nameZh", "nameEn", types, items, source, $2 from jsonb_to_recordset($1::jsonb)
       as x (id text, version int, "nameZh" text, "nameEn" text, types text[], items jsonb, source text) order by id, version
     on conflict do nothing`,
    [JSON.stringify(lists), by],
  );
}

/** Holds the table until the transaction ends: two changes must not take the same number. */
export async function lockChecklists(db: ClientBase): Promise<void> {
  await db.query('lock table checklist in share row exclusive mode');
}

/** Retires a list at its newest version. */
export async function retireChecklist(db: ClientBase, { id, version }: Checklist, by: string): Promise<void> {
  await db.query('update checklist set retired_by = $3, retired_at = city_now() where (id, version) = ($1, $2)', [
    id,
    version,
    by,
  ]);
}
