import type { ClientBase, Pool } from 'pg';
import type { CountRule, MultiPointRule, SignalRule, ThresholdRule } from '../../../../protocol/signal.js';
import type { Happened } from './backtest.rules.js';
import type { DailyCounts, Point, SensorSeries } from './detection.js';

type Db = Pool | ClientBase;

/** A span of the past, epoch milliseconds. `live`: only what came in time; a back-test takes history too. */
export interface Span {
  fromMs: number;
  toMs: number;
  live: boolean;
}

const at = (n: number) => `to_timestamp($${n}::float8 / 1000)`;
const like = (types: readonly string[]) => types.map((type) => `${type.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`);

/** What people, inspectors and cameras told, and what sensors measured above a limit. Indexes observation_occurred, reading and reading_hour primary keys. */
export async function readPoints(db: Db, rule: MultiPointRule, span: Span): Promise<Point[]> {
  const { rows: told } = await db.query<Point>(
    `select district, source, stream as channel, (extract(epoch from occurred_at) * 1000)::float8 as "atMs", null::float8 as value, null::float8 as limit
     from observation where occurred_at > ${at(1)} and occurred_at <= ${at(2)} and counted and not is_drill and district <> '-'
       and type like any ($3) and not ($4 and is_history)`,
    [span.fromMs, span.toMs, like(rule.types), span.live],
  );
  // Raw readings go after two weeks; of an older hour only its highest is known, and it is put at the hour's end.
  const { rows: measured } = await db.query<Point>(
    `with wanted as (select * from jsonb_to_recordset($3::jsonb) as w (metric text, "atLeast" float8)),
          named as (select s.id, s.district, w.metric, w."atLeast" from sensor s join wanted w on w.metric = s.metric where s.district <> '-')
     select n.district, n.id as source, 'sensor:' || n.metric as channel, (extract(epoch from r.at) * 1000)::float8 as "atMs", r.value, n."atLeast" as limit
     from named n join reading r on r.sensor = n.id and r.at > ${at(1)} and r.at <= ${at(2)} where $4 and r.quality < 2 and r.value >= n."atLeast"
     union all
     select n.district, n.id, 'sensor:' || n.metric, (extract(epoch from h.hour + interval '1 hour') * 1000)::float8, h.high, n."atLeast"
     from named n join reading_hour h on h.sensor = n.id and h.hour >= ${at(1)} and h.hour < ${at(2)} where not $4 and h.high >= n."atLeast"`,
    [span.fromMs, span.toMs, JSON.stringify(rule.readings), span.live],
  );
  return [...told, ...measured];
}

/** Whole city days from the first to the last, days without any as nothing. Index rollup_day primary key. */
export async function readDailyCounts(
  db: Db,
  rule: CountRule,
  { from, to, zone }: { from: string; to: string; zone: string },
): Promise<DailyCounts[]> {
  const { rows } = await db.query<{ district: string; endMs: number; n: number }>(
    `with counted as (select day, district, sum(n)::int as n from rollup_day where day between $1 and $2 and district <> '-' and type like any ($3) group by 1, 2)
     select d.district, (extract(epoch from (of.day + interval '1 day')::timestamp at time zone $4) * 1000)::float8 as "endMs", coalesce(c.n, 0) as n
     from (select distinct district from counted) d cross join generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') as of (day)
       left join counted c on c.district = d.district and c.day = of.day::date order by d.district, of.day`,
    [from, to, like(rule.types), zone],
  );
  return grouped(rows, (row) => row.district).map(([district, days]) => ({ district, days }));
}

/** Hours of the sensors that a rule looks at, gaps as null. Index reading_hour primary key. */
export async function readSensorHours(db: Db, rule: ThresholdRule, span: Span): Promise<SensorSeries[]> {
  type Row = SensorSeries['hours'][number] & { sensor: string; metric: string; district: string };
  const { rows } = await db.query<Row>(
    `select s.id as sensor, s.metric, s.district, (extract(epoch from h + interval '1 hour') * 1000)::float8 as "endMs",
            r.total / r.n as mean, r.total as sum, r.high
     from sensor s cross join generate_series(date_trunc('hour', ${at(1)}), date_trunc('hour', ${at(2)}) - interval '1 hour', interval '1 hour') as h
       left join reading_hour r on r.sensor = s.id and r.hour = h
     where s.metric = any ($3) and s.district <> '-' order by s.id, h`,
    [span.fromMs, span.toMs, rule.columns.map((column) => column.metric)],
  );
  return grouped(rows, (row) => row.sensor).map(([sensor, hours]) => {
    const { metric, district } = hours[0] as Row;
    return { sensor, metric, district, hours };
  });
}

/** Incidents that would prove a rule right. */
export async function readHappened(db: Db, rule: SignalRule, span: Span): Promise<Happened[]> {
  const { rows } = await db.query<Happened>(
    `select district, (extract(epoch from occurred_at) * 1000)::float8 as "atMs" from observation
     where occurred_at > ${at(1)} and occurred_at <= ${at(2)} and counted and not is_drill and stream = 'incident' and type like any ($3)`,
    [span.fromMs, span.toMs, like(rule.outcome)],
  );
  return rows;
}

/** When the data that a rule stands on begin within a span; null when there are none. */
export async function readBeginning(db: Db, rule: SignalRule, span: Span): Promise<number | null> {
  const metrics = rule.kind === 'threshold' ? rule.columns.map((c) => c.metric) : rule.kind === 'multi-point' ? rule.readings.map((r) => r.metric) : []; // prettier-ignore
  const types = rule.kind === 'threshold' ? [] : rule.types;
  const { rows } = await db.query<{ ms: number | null }>(
    `select (extract(epoch from least(
       (select min(o.occurred_at) from observation o where o.occurred_at > ${at(1)} and o.occurred_at <= ${at(2)} and o.counted and not o.is_drill and o.type like any ($3) and $5 <> 'ears'),
       (select min(h.hour) from reading_hour h join sensor s on s.id = h.sensor where s.metric = any ($4) and h.hour > ${at(1)}),
       (select min(d.day)::timestamptz from rollup_day d where d.day > (${at(1)})::date and d.type like any ($3) and $5 = 'ears'))) * 1000)::float8 as ms`,
    [span.fromMs, span.toMs, like(types), metrics, rule.kind],
  );
  return rows[0]?.ms ?? null;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups];
}
