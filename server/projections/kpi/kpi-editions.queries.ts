import type { ClientBase, Pool } from 'pg';
import type { KpiEdition, KpiEditionQuery, KpiPeriodKind, KpiSpan, KpiValue } from '../../../protocol/kpi.js';

/** A value to publish; area '' is the city. */
export interface EditionRow {
  code: string;
  version: number;
  area: string;
  value: KpiValue;
  seq: number;
}

/** Notes that a period is closed; false when it was before, or while nothing has ever been counted. */
export async function closePeriod(db: ClientBase, { kind, start }: KpiSpan): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into kpi_period (period, start, seq) select $1, $2, seq from reader where name = 'kpi' and exists (select from kpi_subject)
     on conflict do nothing`,
    [kind, start],
  );
  return rowCount === 1;
}

/** Closed periods that late facts touched. */
export async function latePeriods(db: Pool): Promise<{ period: Exclude<KpiPeriodKind, 'hour'>; start: string }[]> {
  const { rows } = await db.query<{ period: Exclude<KpiPeriodKind, 'hour'>; start: string }>(
    'select period, start from kpi_period where is_late order by start, period limit 100',
  );
  return rows;
}

/** Takes the mark of lateness off; false when somebody else did. */
export async function settlePeriod(db: ClientBase, { kind, start }: KpiSpan): Promise<boolean> {
  const settled = 'update kpi_period set is_late = false where period = $1 and start = $2 and is_late';
  return (await db.query(settled, [kind, start])).rowCount === 1;
}

/** Adds an edition of every value that differs from its last one. Answers how many. */
export async function addEditions(
  db: ClientBase,
  { kind, start }: KpiSpan,
  rows: readonly EditionRow[],
): Promise<number> {
  const { rowCount } = await db.query(
    `insert into kpi_edition (period, start, code, area, edition, version, value, seq)
     select $1, $2, r.code, r.area, coalesce(l.edition, 0) + 1, r.version, r.value, r.seq
     from jsonb_to_recordset($3::jsonb) as r (code text, area text, version int, value jsonb, seq bigint)
       left join lateral (select e.edition, e.value from kpi_edition e
         where e.period = $1 and e.start = $2 and e.code = r.code and e.area = r.area order by e.edition desc limit 1) l on true
     where l.value is null or l.value <> r.value`,
    [kind, start, JSON.stringify(rows)],
  );
  return rowCount ?? 0;
}

/** Reads published values, newest first; `areas` are those within reach (null all, the city among them). */
export async function readEditions(
  db: Pool,
  asked: KpiEditionQuery,
  areas: readonly string[] | null,
): Promise<KpiEdition[]> {
  const { rows } = await db.query<KpiEdition>(
    `select code, nullif(area, '') as area, period, start::text as start, edition, version, value, seq::float8 as seq, iso_utc(at) as at
     from kpi_edition where ($1::text is null or code = $1) and ($2::text is null or period = $2) and ($3::date is null or start = $3)
       and ($4::text is null or area = $4) and ($5::text[] is null or area = any ($5)) and ($6 or edition > 1)
     order by kpi_edition.start desc, kpi_edition.at desc, code, area, edition desc limit 1000`,
    [
      asked.code ?? null,
      asked.period ?? null,
      asked.start ?? null,
      asked.area ?? null,
      areas,
      asked.corrections === undefined,
    ],
  );
  return rows;
}
