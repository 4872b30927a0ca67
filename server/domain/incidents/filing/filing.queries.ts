import type { ClientBase, Pool } from 'pg';
import type { FilingCondition } from '../../../../protocol/filing.js';

/** Reads the conditions of a type (null: all), in order. */
export async function readConditions(db: Pool | ClientBase, type: string | null): Promise<FilingCondition[]> {
  const { rows } = await db.query<FilingCondition>(
    `select type, id, name_zh as "nameZh", name_en as "nameEn", valid_from::text as "validFrom", valid_to::text as "validTo", source
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

/** Reads by which condition an incident was filed. */
export async function readFiledBy(db: Pool | ClientBase, incident: string): Promise<string | null> {
  const { rows } = await db.query<{ condition: string | null }>(
    'select filing_condition as condition from incident where id = $1',
    [incident],
  );
  return rows[0]?.condition ?? null;
}
