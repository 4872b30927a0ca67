import type { ClientBase } from 'pg';
import type { TimeLimit } from '../../../protocol/clocks.js';

/** Holds the table until the transaction ends: two imports must not plan by the same state. */
export async function lockLimits(db: ClientBase): Promise<void> {
  await db.query('lock table time_limit in share row exclusive mode');
}

/** Every limit, also of other days. */
export async function readLimits(db: ClientBase): Promise<TimeLimit[]> {
  const { rows } = await db.query<TimeLimit>(
    `select id, name_zh as "nameZh", name_en as "nameEn", procedure, step, type, condition, priority, district, calendar, amount, unit,
       warn_share as "warnShare", effective_from as "effectiveFrom", effective_to as "effectiveTo", source from time_limit order by id`,
  );
  return rows;
}

/** One, and whether the administration added it. */
export async function readLimit(
  db: ClientBase,
  id: string,
): Promise<{ isOwn: boolean; effectiveFrom: string | null } | undefined> {
  const { rows } = await db.query<{ isOwn: boolean; effectiveFrom: string | null }>(
    'select added_by is not null as "isOwn", effective_from as "effectiveFrom" from time_limit where id = $1',
    [id],
  );
  return rows[0];
}

export async function addLimits(db: ClientBase, limits: readonly TimeLimit[], by: string): Promise<void> {
  await db.query(
    `insert into time_limit (id, name_zh, name_en, procedure, step, type, condition, priority, district, calendar, amount, unit, warn_share,
       effective_from, effective_to, source, added_by, added_at)
     select id, "nameZh", "nameEn", procedure, step, type, condition, priority, district, calendar, amount, unit, "warnShare", "effectiveFrom",
       "effectiveTo", source, $2, city_now()
     from jsonb_to_recordset($1::jsonb) as x (id text, "nameZh" text, "nameEn" text, procedure text, step text, type text, condition text,
       priority int, district text, calendar text, amount int, unit text, "warnShare" float8, "effectiveFrom" date, "effectiveTo" date,
       source text)`,
    [JSON.stringify(limits), by],
  );
}

/** Gives limits their last day. */
export async function endLimits(db: ClientBase, ends: readonly { id: string; on: string }[]): Promise<void> {
  await db.query(
    `update time_limit l set effective_to = e.on from jsonb_to_recordset($1::jsonb) as e (id text, "on" date) where l.id = e.id`,
    [JSON.stringify(ends)],
  );
}

export async function removeLimit(db: ClientBase, id: string): Promise<void> {
  await db.query('delete from time_limit where id = $1', [id]);
}

export async function readProcedureIds(db: ClientBase): Promise<string[]> {
  return (await db.query<{ id: string }>('select distinct id from procedure')).rows.map((row) => row.id);
}
