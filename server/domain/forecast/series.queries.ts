import type { Pool } from 'pg';

/** Which of our counts: `types` first words of codes, null all; `districts` null all. */
export interface SeriesFilter {
  stream: string | null;
  type: string | null;
  districts: readonly string[] | null;
}

/** Events of one city day. */
export interface DayCount {
  day: string;
  n: number;
}

// Days before the first one counted here come from the daily aggregates of the city's profile; a day is never taken from both.
const DAYS = `
  with began as (select min(day) as day from rollup_day),
  counted as (
    select day, sum(n) as n from rollup_day
    where day < $1::date and ($2::text is null or stream = $2) and ($3::text is null or type = $3 or type like $3 || '.%')
      and ($4::text[] is null or district = any($4))
    group by day),
  supplied as (
    select daily_aggregate.day, sum(opened) as n from daily_aggregate, began
    where daily_aggregate.day < least(began.day, $1::date) and ($2::text is null or stream = $2)
      and ($3::text is null or type = $3 or type like $3 || '.%') and ($4::text[] is null or district = any($4))
    group by daily_aggregate.day)
  select to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n from (select * from counted union all select * from supplied) as both_kinds
  group by day order by day`;

// The first day of all is where the history of any series begins: a series is zero, not unknown, on a day on which only others were counted.
const BEGAN = `
  select to_char(least((select min(day) from rollup_day), (select min(day) from daily_aggregate)), 'YYYY-MM-DD') as day`;

/** Counts of the days before `before` (the running day is not over) and the day on which counting began. */
export async function readDays(
  db: Pool,
  before: string,
  { stream, type, districts }: SeriesFilter,
): Promise<{ began: string | null; days: DayCount[] }> {
  const began = await db.query<{ day: string | null }>(BEGAN);
  const { rows } = await db.query<DayCount>(DAYS, [before, stream, type, districts]);
  return { began: began.rows[0]?.day ?? null, days: rows };
}
