import type { ClientBase, Pool } from 'pg';
import type { Counting, DayCount, TwoCounts } from './seam.rules.js';

/** Which of our counts: `types` first words of codes, null all; `districts` null all. */
export interface SeriesFilter {
  stream: string | null;
  type: string | null;
  districts: readonly string[] | null;
}

const IN_SERIES = `day < $1::date and ($2::text is null or stream = $2) and ($3::text is null or type = $3 or type like $3 || '.%')
  and ($4::text[] is null or district = any($4))`;
const OWN = `select to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n from rollup_day where ${IN_SERIES} group by day order by 1`;
const SUPPLIED = `select to_char(day, 'YYYY-MM-DD') as day, sum(opened)::int as n from daily_aggregate where ${IN_SERIES} group by day order by 1`;

/** City days before one on which anything was counted here. Index rollup_day_pkey begins with the day. */
export async function readOwnDays(db: Pool | ClientBase, before: string): Promise<DayCount[]> {
  const { rows } = await db.query<DayCount>(
    `select to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n from rollup_day where day < $1::date group by day order by 1`,
    [before],
  );
  return rows;
}

/** First and last day of the daily aggregates before one. Index daily_aggregate_pkey begins with the day. */
export async function readSupplied(db: Pool | ClientBase, before: string): Promise<Counting['supplied']> {
  const { rows } = await db.query<{ from: string | null; to: string | null }>(
    `select to_char(min(day), 'YYYY-MM-DD') as from, to_char(max(day), 'YYYY-MM-DD') as to from daily_aggregate where day < $1::date`,
    [before],
  );
  const { from = null, to = null } = rows[0] ?? {};
  return from === null || to === null ? null : { from, to };
}

/** A series before a day (the running one is not over) as both count it. */
export async function readBoth(db: Pool, before: string, filter: SeriesFilter): Promise<TwoCounts> {
  const values = [before, filter.stream, filter.type, filter.districts];
  const own = await db.query<DayCount>(OWN, values);
  const supplied = await db.query<DayCount>(SUPPLIED, values);
  return { own: own.rows, supplied: supplied.rows };
}
