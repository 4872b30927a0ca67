import type { ClientBase, Pool } from 'pg';
import type { KpiDefinition } from '../../../protocol/kpi.js';

/** Split of the kept cells: the number of a dimension in `kpi_cell` (migrations/1764000000100). */
export const DIM = {
  ...{ city: 0, district: 1, source: 2, organisation: 3, type: 4, channel: 5, category: 6 },
} as const;

/** Which cells: of one period (`bucket` of `grain`) and some splits. */
export interface CellsOf {
  grain: string;
  buckets: readonly number[];
  dims: readonly number[];
}

/** A kept count. */
export interface Cell {
  bucket: number;
  counter: number;
  dim: number;
  key: string;
  n: number;
}

/** Lengths of a counter by key over days [from, to): the place of the quantile is found in the histogram itself. */
export interface LengthsOf {
  counters: readonly number[];
  dims: readonly number[];
  from: number;
  to: number;
}

/** Reads every version of every indicator in the order of the tree. */
export async function readIndicators(db: Pool | ClientBase): Promise<KpiDefinition[]> {
  const { rows } = await db.query<{ definition: KpiDefinition; version: number }>(
    'select definition, version from kpi_indicator order by position, code, version',
  );
  return rows.map(({ definition, version }) => ({ ...definition, version }));
}

/** Counters by what they count: `query|stream|type|source|priority`. */
export async function readCounters(db: Pool | ClientBase): Promise<Map<string, number>> {
  const { rows } = await db.query<{ name: string; id: number }>(
    `select concat_ws('|', query, stream, type, source, priority) as name, id from kpi_counter`,
  );
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** Reads kept counts; `counters` null is all of them. Primary key of kpi_cell. */
export async function readCells(
  db: Pool | ClientBase,
  { grain, buckets, dims }: CellsOf,
  counters: readonly number[] | null,
): Promise<Cell[]> {
  const { rows } = await db.query<[number, number, number, string, string]>({
    text: `select bucket, counter, dim, key, n from kpi_cell
      where grain = $1 and bucket = any ($2) and dim = any ($3) and ($4::int[] is null or counter = any ($4)) and n <> 0`,
    values: [grain, buckets, dims, counters],
    rowMode: 'array',
  });
  return rows.map(([bucket, counter, dim, key, n]) => ({ bucket, counter, dim, key, n: Number(n) }));
}

/** The first bucket in which anything was counted; null before there is any. Primary key of kpi_cell. */
export async function readBegin(db: Pool | ClientBase, grain: string): Promise<number | null> {
  const { rows } = await db.query<{ bucket: number | null }>(
    'select min(bucket) as bucket from kpi_cell where grain = $1 and n <> 0',
    [grain],
  );
  return rows[0]?.bucket ?? null;
}

/** A histogram of lengths, ascending. */
export interface Lengths {
  counter: number;
  dim: number;
  key: string;
  lengths: [number, number][];
}

/** Reads histograms. Primary key of kpi_length. */
export async function readLengths(db: Pool | ClientBase, { counters, dims, from, to }: LengthsOf): Promise<Lengths[]> {
  if (counters.length === 0) return [];
  const { rows } = await db.query<{ counter: number; dim: number; key: string; seconds: number[]; ns: number[] }>(
    `select counter, dim, key, array_agg(seconds order by seconds) as seconds, array_agg(n::int order by seconds) as ns from (
       select counter, dim, key, seconds, sum(n) as n from kpi_length
       where counter = any ($1) and dim = any ($2) and day >= $3 and day < $4 group by counter, dim, key, seconds having sum(n) <> 0) as h
     group by counter, dim, key`,
    [counters, dims, from, to],
  );
  return rows.map(({ seconds, ns, ...of }) => ({ ...of, lengths: seconds.map((s, i) => [s, ns[i] as number]) }));
}

/** One length of a histogram, and how often it is there now: 0 when it is there no more. */
export interface TouchedLength {
  counter: number;
  dim: number;
  key: string;
  seconds: number;
  n: number;
}

/** Reads the lengths that were touched after a place of `kpi_touch`. Index kpi_length_touched, primary key of kpi_length. */
export async function readTouchedLengths(
  db: Pool | ClientBase,
  { counters, dims, from, to }: LengthsOf,
  after: number,
): Promise<TouchedLength[]> {
  if (counters.length === 0) return [];
  const { rows } = await db.query<TouchedLength>(
    `with touched as (select distinct counter, dim, key, seconds from kpi_length
       where touched > $5 and counter = any ($1) and dim = any ($2) and day >= $3 and day < $4)
     select t.counter, t.dim, t.key, t.seconds, h.n
     from touched t cross join lateral (select sum(n)::int as n from kpi_length l
       where l.counter = t.counter and l.dim = t.dim and l.key = t.key and l.day = any ($6::int[]) and l.seconds = t.seconds) as h`,
    [counters, dims, from, to, after, Array.from({ length: to - from }, (_, i) => from + i)],
  );
  return rows;
}

/** Uploaded numbers of periods: series, first day, area ('' the city), value. */
export async function readSeries(
  db: Pool | ClientBase,
  period: string,
  starts: readonly string[],
): Promise<{ series: string; start: string; area: string; value: number }[]> {
  const { rows } = await db.query<{ series: string; start: string; area: string; value: number }>(
    `select series, start, area, value::float8 as value from kpi_series where period = $1 and start = any ($2::date[])`,
    [period, starts],
  );
  return rows;
}

/** Series that anybody ever supplied: an indicator of another is not connected. */
export async function readConnected(db: Pool | ClientBase): Promise<Set<string>> {
  const { rows } = await db.query<{ series: string }>('select distinct series from kpi_series');
  return new Set(rows.map((row) => row.series));
}

/** Where the reader of indicators stands. */
export async function readPlace(db: Pool | ClientBase): Promise<number> {
  const { rows } = await db.query<{ seq: string }>("select seq from reader where name = 'kpi'");
  return Number(rows[0]?.seq ?? 0);
}

/** What changes when indicators or uploaded numbers do. */
export async function readStamp(db: Pool | ClientBase): Promise<string> {
  const { rows } = await db.query<{ stamp: string }>(
    `select (select count(*) || ' ' || coalesce(max(added_at)::text, '') from kpi_indicator) || ' ' ||
       (select count(*) || ' ' || coalesce(max(at)::text, '') from kpi_series) as stamp`,
  );
  return (rows[0] as { stamp: string }).stamp;
}

/**
 * Cells of a period that were touched after a place of `kpi_touch`, and the newest place there is. Every change is counted for the whole city
 * too (dim 0): the newest place is among its cells. Primary key of kpi_cell.
 */
export async function readTouched(
  db: Pool | ClientBase,
  { grain, bucket, after, dims }: { grain: string; bucket: number; after: number; dims: readonly number[] },
): Promise<{ touched: number; cells: Cell[] }> {
  const place = await db.query<{ touched: string }>(
    'select coalesce(max(touched), 0) as touched from kpi_cell where grain = $1 and bucket = $2 and dim = 0',
    [grain, bucket],
  );
  const touched = Number(place.rows[0]?.touched ?? 0);
  if (touched <= after) return { touched, cells: [] };
  const { rows } = await db.query<{ counter: number; dim: number; key: string; n: string }>(
    `select counter, dim, key, n from kpi_cell where grain = $1 and bucket = $2 and dim = any ($3) and touched > $4`,
    [grain, bucket, dims, after],
  );
  return { touched, cells: rows.map(({ counter, dim, key, n }) => ({ bucket, counter, dim, key, n: Number(n) })) };
}
