import type { PoolClient, QueryConfig } from 'pg';

/** How many rows of one named query fall into one hour and city day, with one set of properties; `seconds` null but for lengths. */
export interface KpiCount {
  query: string;
  stream: string;
  type: string;
  source: string;
  priority: number;
  district: string;
  organisation: string;
  channel: string;
  category: string;
  /** Epoch hour, and the city's day as days since 1970-01-01. */
  hour: number;
  day: number;
  seconds: number | null;
  n: number;
}

/** A pass over years of subjects takes longer than the pool waits for an answer. */
const PATIENCE_MS = 3_600_000;
const KIND = 'query, stream, type, source, priority, district, organisation, channel, category';
const COLUMNS = `query text, stream text, type text, source text, priority int, district text, organisation text, channel text,
  category text, hour int, day int, seconds int, n int`;
/** $1 is the city's zone. */
const countsFrom = (events: string) => `
  select ${KIND}, floor(extract(epoch from at) / 3600)::int as hour, (at at time zone $1)::date - date '1970-01-01' as day, seconds, count(*)::int as n
  from ${events}`;
const COUNTS = countsFrom('kpi_event');
const GROUPED = `group by ${KIND}, hour, day, seconds`;

/** Days are of the zone; weeks begin on Monday (day 0 was a Thursday). Hours are kept for city, district and source. */
const FIRST_DAY = (unit: string) =>
  `(date_trunc('${unit}', (date '1970-01-01' + day)::timestamp)::date - date '1970-01-01')`;
const spread = (counts: string, counters: string) => `
  with counts as (${counts}), counted as (
    select c.id as counter, d.dim, d.key, b.hour, b.day, b.seconds, b.n
    from counts b join kpi_counter c on c.query = b.query and c.stream in ('', b.stream) and starts_with(b.type, c.type)
        and c.source in ('', b.source) and c.priority in (0, b.priority) and ${counters}
      cross join lateral (values (0, ''), (1, b.district), (2, b.source), (3, b.organisation), (4, b.type), (5, b.channel), (6, b.category)) as d (dim, key)),
  days as (select counter, dim, key, day, sum(n) as n from counted group by counter, dim, key, day),
  cells as (
    select 'h' as grain, hour as bucket, dim, counter, key, sum(n) as n from counted where dim <= 2 group by 2, 3, 4, 5
    union all select 'd', day, dim, counter, key, n from days
    union all select 'w', ${FIRST_DAY('week')}, dim, counter, key, sum(n) from days group by 2, 3, 4, 5
    union all select 'm', ${FIRST_DAY('month')}, dim, counter, key, sum(n) from days group by 2, 3, 4, 5
    union all select 'q', ${FIRST_DAY('quarter')}, dim, counter, key, sum(n) from days group by 2, 3, 4, 5
    union all select 'y', ${FIRST_DAY('year')}, dim, counter, key, sum(n) from days group by 2, 3, 4, 5),
  touch as materialized (select nextval('kpi_touch') as touched),
  lengths as (
    insert into kpi_length as l (counter, dim, key, day, seconds, n, touched)
    select counter, dim, key, day, seconds, sum(n), (select touched from touch) from counted where seconds is not null and dim <= 3 group by 1, 2, 3, 4, 5
    on conflict (counter, dim, key, day, seconds) do update set n = l.n + excluded.n, touched = excluded.touched),
  late as (
    update kpi_period p set is_late = true from (select distinct grain, bucket from cells where grain <> 'h' and n <> 0) c
    where not p.is_late and left(p.period, 1) = c.grain and p.start = date '1970-01-01' + c.bucket)
  insert into kpi_cell as k (grain, bucket, dim, counter, key, n, touched)
  select grain, bucket, dim, counter, key, n, touched from cells, touch
  on conflict (grain, bucket, dim, counter, key) do update set n = k.n + excluded.n, touched = excluded.touched`;

/** Both are asked at every pull; by name, so that planning their many branches is paid for once a connection. */
const COUNTS_OF = { name: 'kpi-counts', text: `${countsFrom('kpi_event_of')} where id = any ($2) ${GROUPED}` };
const ADD_NET = { name: 'kpi-add', text: spread(`select * from json_to_recordset($1) as r (${COLUMNS})`, 'true') };
const ADD_ALL = spread(`${COUNTS} ${GROUPED}`, 'true');
const ADD_FOR = spread(
  `${COUNTS} where query in (select query from kpi_counter where id = any ($2)) ${GROUPED}`,
  'c.id = any ($2)',
);

/** Reads what some subjects count for now. Primary key of kpi_subject. */
export async function readCounts(db: PoolClient, ids: readonly string[], zone: string): Promise<KpiCount[]> {
  const { rows } = await db.query<KpiCount>({ ...COUNTS_OF, values: [zone, ids] });
  return rows;
}

/** Adds counts, negative ones too, to every cell they belong to. Only ever called by whoever holds the reader's row. */
export async function addCounts(db: PoolClient, counts: readonly KpiCount[]): Promise<void> {
  if (counts.length > 0) await db.query({ ...ADD_NET, values: [JSON.stringify(counts)] });
}

/** Empties cells and lengths and counts every subject anew. */
export async function recount(db: PoolClient, zone: string): Promise<void> {
  await patiently(db, 'delete from kpi_cell');
  await patiently(db, 'delete from kpi_length');
  await patiently(db, ADD_ALL, [zone]);
}

/** Fills counters that are new from the subjects that are there. */
export async function fill(db: PoolClient, counters: readonly number[], zone: string): Promise<void> {
  if (counters.length > 0) await patiently(db, ADD_FOR, [zone, counters]);
}

/** Runs a statement that may take long. */
export async function patiently(db: PoolClient, text: string, values: unknown[] = []): Promise<void> {
  const query: QueryConfig & { query_timeout: number } = { text, values, query_timeout: PATIENCE_MS };
  await db.query(query);
}
