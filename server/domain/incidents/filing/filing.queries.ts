import type { ClientBase, Pool } from 'pg';
import type { FilingCondition, FilingConditionRow } from '../../../../protocol/filing.js';

/** Reads the conditions of a type (null: all), in order. */
export async function readConditions(db: Pool | ClientBase, type: string | null): Promise<FilingConditionRow[]> {
  const { rows } = await db.query<FilingConditionRow>(
    `select type, id, name_zh as "nameZh", name_en as "nameEn", valid_from::text as "validFrom", valid_to::text as "validTo", source,
       added_by as "addedBy", iso_utc(added_at) as "addedAt", ended_by as "endedBy", iso_utc(ended_at) as "endedAt"
     from filing_condition where $1::text is null or type = $1 order by type, id`,
    [type],
  );
  return rows;
}

/** Adds conditions that the table has never had; what a city changed or ended stays as it is. */
export async function addConditions(db: Pool, conditions: readonly FilingCondition[]): Promise<void> {
  await db.query(
    `insert into filing_condition (type, id, name_zh, name_en, valid_from, valid_to, source)
     select type, id, "nameZh", "nameEn", "validFrom", "validTo", source from jsonb_to_recordset($1::jsonb)
       as x (type text, id text, "nameZh" text, "nameEn" text, "validFrom" date, "validTo" date, source text) order by type, id
     on conflict do nothing`,
    [JSON.stringify(conditions)],
  );
}

/** Holds the table until the transaction ends: two changes must not be judged by the same state. */
export async function lockConditions(db: ClientBase): Promise<void> {
  await db.query('lock table filing_condition in share row exclusive mode');
}

/** Adds one by hand. */
export async function addCondition(db: ClientBase, condition: FilingCondition, by: string): Promise<void> {
  const { type, id, nameZh, nameEn, validFrom, validTo, source } = condition;
  await db.query(
    `insert into filing_condition (type, id, name_zh, name_en, valid_from, valid_to, source, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, city_now())`,
    [type, id, nameZh, nameEn, validFrom, validTo, source, by],
  );
}

/** Notes the last day of one, and who said so. */
export async function endCondition(
  db: ClientBase,
  { type, id }: Pick<FilingCondition, 'type' | 'id'>,
  { on, by }: { on: string; by: string },
): Promise<void> {
  await db.query(
    'update filing_condition set valid_to = $3, ended_by = $4, ended_at = city_now() where (type, id) = ($1, $2)',
    [type, id, on, by],
  );
}

/** Reads by which condition an incident was filed. */
export async function readFiledBy(db: Pool | ClientBase, incident: string): Promise<string | null> {
  const { rows } = await db.query<{ condition: string | null }>(
    'select filing_condition as condition from incident where id = $1',
    [incident],
  );
  return rows[0]?.condition ?? null;
}
