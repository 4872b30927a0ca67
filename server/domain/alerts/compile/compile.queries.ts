import type { ClientBase } from 'pg';
import type { Share } from './ranking.rules.js';

/** Codes with the category each belongs to. */
export interface Kinds {
  types: readonly string[];
  categories: readonly string[];
}

/** What is counted on which days: here from `ownFrom` on and after the daily aggregates ended, before that by the aggregates. Null: there is none. */
export interface Sources {
  ownFrom: string | null;
  suppliedTo: string | null;
}

// A day is never taken from both.
const DAILY = (
  from: string,
  to: string,
  { types, sources: [ownFrom, suppliedTo] }: { types: string; sources: string[] },
) => `
  select day, district, type, sum(n)::int as n from rollup_day
  where day between ${from}::date and ${to}::date and type = any (${types}::text[])
    and (day >= ${ownFrom}::date or day > coalesce(${suppliedTo}::date, '-infinity')) group by day, district, type
  union all
  select day, district, type, sum(opened)::int as n from daily_aggregate
  where day between ${from}::date and ${to}::date and type = any (${types}::text[]) and day < coalesce(${ownFrom}::date, 'infinity')
  group by day, district, type`;

/** Daily counts by category, of those counted here and of the aggregates. Index rollup_day_pkey, daily_aggregate_pkey: both begin with the day. */
export async function readSeries(
  db: ClientBase,
  { types, categories }: Kinds,
  { from, to }: { from: string; to: string },
): Promise<{ category: string; isOwn: boolean; day: string; n: number }[]> {
  const { rows } = await db.query<{ category: string; isOwn: boolean; day: string; n: number }>(
    `with kind as (select * from unnest($3::text[], $4::text[]) as k (type, category)),
       counted as (select true as own, day, type, n from rollup_day where day between $1::date and $2::date
         union all select false, day, type, opened from daily_aggregate where day between $1::date and $2::date)
     select kind.category, own as "isOwn", to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n from counted join kind using (type)
     group by kind.category, own, day order by day`,
    [from, to, types, categories],
  );
  return rows;
}

/** What came in some days, by category, district and type; of each category from its own first day on. */
export async function readShares(
  db: ClientBase,
  { types, categories, since }: Kinds & { since: readonly string[] },
  { from, to, sources }: { from: string; to: string; sources: Sources },
): Promise<(Share & { category: string })[]> {
  const { rows } = await db.query<Share & { category: string }>(
    `with kind as (select * from unnest($3::text[], $4::text[], $5::date[]) as k (type, category, since)),
       daily as (${DAILY('$1', '$2', { types: '$3', sources: ['$6', '$7'] })})
     select kind.category, district, type, sum(n)::int as n from daily join kind using (type) where day >= since
     group by kind.category, district, type order by kind.category, district, type`,
    [from, to, types, categories, since, sources.ownFrom, sources.suppliedTo],
  );
  return rows;
}

/** Where rows of a compilation go. */
export interface Part {
  alert: string;
  compile: number;
  part: string;
}

/** Freezes the daily counts of some types. */
export async function freezeDays(
  db: ClientBase,
  { alert, compile, part }: Part,
  { types, from, to, sources }: { types: readonly string[]; from: string; to: string; sources: Sources },
): Promise<void> {
  await db.query(
    `insert into alert_input (alert, compile, part, day, district, type, n)
     select $4::text, $5::int, $6::text, day, district, type, n from (${DAILY('$1', '$2', { types: '$3', sources: ['$7', '$8'] })}) as daily where n > 0`,
    [from, to, types, alert, compile, part, sources.ownFrom, sources.suppliedTo],
  );
}

/** Freezes how often sensors of some metrics raised an alarm. Index alarm_open is of no use here: one month is read. */
export async function freezeAlarms(
  db: ClientBase,
  { alert, compile, part }: Part,
  { metrics, from, to, zone }: { metrics: readonly string[]; from: string; to: string; zone: string },
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `with added as (
       insert into alert_input (alert, compile, part, day, district, type, n)
       select $1::text, $2::int, $3::text, (a.raised_at at time zone $7)::date, a.district, s.metric, count(*)::int
       from alarm a join sensor s on s.id = a.sensor
       where not a.is_drill and s.metric = any ($4) and a.raised_at >= $5::date::timestamp at time zone $7
         and a.raised_at < ($6::date + 1)::timestamp at time zone $7
       group by 4, 5, 6 returning n)
     select coalesce(sum(n), 0)::int as n from added`,
    [alert, compile, part, metrics, from, to, zone],
  );
  return rows[0]?.n ?? 0;
}

/** Daily sums of a frozen part. */
export async function readPart(db: ClientBase, { alert, compile, part }: Part): Promise<[string, number][]> {
  const { rows } = await db.query<{ day: string; n: number }>(
    `select to_char(day, 'YYYY-MM-DD') as day, sum(n)::int as n from alert_input where alert = $1 and compile = $2 and part = $3 group by day`,
    [alert, compile, part],
  );
  return rows.map(({ day, n }) => [day, n]);
}

/** Sums of frozen parts by district in some days. */
export async function readPartDistricts(
  db: ClientBase,
  {
    alert,
    compile,
    parts,
    from,
    to,
  }: { alert: string; compile: number; parts: readonly string[]; from: string; to: string },
): Promise<{ part: string; district: string; n: number }[]> {
  const { rows } = await db.query<{ part: string; district: string; n: number }>(
    `select part, district, sum(n)::int as n from alert_input
     where alert = $1 and compile = $2 and part = any ($3) and day between $4::date and $5::date group by part, district`,
    [alert, compile, parts, from, to],
  );
  return rows;
}

/** How many rows a compilation froze, and a hash that is the same for the same rows. */
export async function readHash(
  db: ClientBase,
  alert: string,
  compile: number,
): Promise<{ rows: number; hash: string }> {
  const { rows } = await db.query<{ rows: number; hash: string }>(
    `select count(*)::int as rows, encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', part, day, district, type, n), E'\\n'
       order by part collate "C", day, district collate "C", type collate "C"), ''), 'UTF8')), 'hex') as hash
     from alert_input where alert = $1 and compile = $2`,
    [alert, compile],
  );
  return rows[0] as { rows: number; hash: string };
}

/** Drops what compilations froze that no published version stands on, but for the one kept. */
export async function dropInputs(db: ClientBase, alert: string, keep: number): Promise<void> {
  await db.query(
    `delete from alert_input i where i.alert = $1 and i.compile <> $2
       and not exists (select from alert_version v where v.alert = i.alert and v.compile = i.compile)`,
    [alert, keep],
  );
}

/** Where the journal stands. */
export async function readSeq(db: ClientBase): Promise<number> {
  const { rows } = await db.query<{ seq: number }>('select coalesce(max(seq), 0)::float8 as seq from journal_entry');
  return rows[0]?.seq ?? 0;
}

/** Asks for nothing, between pieces of arithmetic: the transaction does not count as idle, and other work of the process runs. */
export async function stayAwake(db: ClientBase): Promise<void> {
  await db.query('select');
}
