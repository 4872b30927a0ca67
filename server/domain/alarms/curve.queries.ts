import type { ClientBase, Pool } from 'pg';
import type { SensorReadings } from '../../../protocol/sensor.js';

type Db = Pool | ClientBase;

/** Gaps between values at most, the longest. */
const GAPS = 200;
/** Rows of one page of an export. */
const PAGE = 5000;

/** Whose values of which span, RFC 3339, in steps of so many seconds. */
export interface CurveOf {
  sensor: string;
  from: string;
  to: string;
  stepSeconds: number;
  gapSeconds: number | null;
}

type Points = SensorReadings['points'];

/** One line of an export. */
export interface ExportedReading {
  at: string;
  value: number;
  low: number;
  high: number;
  n: number;
  quality: number | null;
}

/** Good and suspect readings of one sensor; for exports bad ones as well. */
const RAW = `select at, at as until, value as total, value as low, value as high, 1 as n, quality from reading
  where sensor = $1 and at >= $2::timestamptz and at < $3::timestamptz`;
/** Its hours, each at its beginning; of an hour all is known but the order. */
const HOURS = `select hour as at, hour + interval '1 hour' as until, total, low, high, n, null::smallint as quality from reading_hour
  where sensor = $1 and hour >= date_trunc('hour', $2::timestamptz) and hour < $3::timestamptz`;
const VALUES = { readings: `${RAW} and quality < 2`, hours: HOURS } as const;

/** The points of a curve, oldest first: one for each step in which anything came. Indexes reading_pkey, reading_hour_pkey. */
export async function readPoints(db: Db, of: SensorReadings['of'], asked: CurveOf): Promise<Points> {
  const { rows } = await db.query<Points[number]>(
    `with v as (${VALUES[of]})
     select iso_utc(max(at)) as at, sum(total) / sum(n) as value, min(low) as low, max(high) as high, sum(n)::int as n
     from v group by floor(extract(epoch from at - $2::timestamptz)::float8 / $4::float8) order by max(at)`,
    [asked.sensor, asked.from, asked.to, asked.stepSeconds],
  );
  return rows;
}

/** The longest gaps between two values of the span. Indexes as above. */
export async function readGaps(db: Db, of: SensorReadings['of'], asked: CurveOf): Promise<SensorReadings['gaps']> {
  if (asked.gapSeconds === null) return [];
  const { rows } = await db.query<SensorReadings['gaps'][number]>(
    `with v as (${VALUES[of]}), pair as (select lag(until) over (order by at) as from_at, at as to_at from v)
     select iso_utc(from_at) as from, iso_utc(to_at) as to from pair
     where to_at - from_at > $4::float8 * interval '1 second' order by to_at - from_at desc limit ${GAPS}`,
    [asked.sensor, asked.from, asked.to, asked.gapSeconds],
  );
  return rows;
}

/** The first and the last value of the span, and the newest one before it. Indexes as above. */
export async function readEnds(
  db: Db,
  of: SensorReadings['of'],
  asked: CurveOf,
): Promise<{ first: string | null; last: string | null; before: string | null }> {
  const { rows } = await db.query<{ first: string | null; last: string | null; before: string | null }>(
    `with v as (${VALUES[of]})
     select iso_utc((select min(at) from v)) as first, iso_utc((select max(until) from v)) as last,
       iso_utc(coalesce((select max(at) from reading where sensor = $1 and at < $2 and quality < 2),
         (select max(hour) + interval '1 hour' from reading_hour where sensor = $1 and hour <= $2::timestamptz - interval '1 hour'))) as before`,
    [asked.sensor, asked.from, asked.to],
  );
  return rows[0] as { first: string | null; last: string | null; before: string | null };
}

/** Every value of a span in order, page by page: nothing is held while the reader takes his time. Indexes as above. */
export async function* exportReadings(
  db: Pool,
  of: SensorReadings['of'],
  asked: Pick<CurveOf, 'sensor' | 'from' | 'to'>,
): AsyncGenerator<ExportedReading> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: (ExportedReading & { key: string })[] } = await db.query<ExportedReading & { key: string }>(
      `with v as (${of === 'readings' ? RAW : HOURS})
       select at::text as key, iso_utc(at) as at, total / n as value, low, high, n, quality from v
       where $4::timestamptz is null or v.at > $4 order by v.at limit ${PAGE}`,
      [asked.sensor, asked.from, asked.to, after],
    );
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.key ?? null;
  }
}
