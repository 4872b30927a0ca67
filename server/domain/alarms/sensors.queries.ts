import type { ClientBase, Pool } from 'pg';
import type { AlarmCard } from '../../../protocol/alarm.js';
import type { SensorStanding } from '../../../protocol/sensor.js';
import type { SensorNow } from './sensor.view.rules.js';

type Db = Pool | ClientBase;

/** Which sensors a list holds. `districts` is what the reader may see; null filters hold for all; `zone` the city's. */
export interface SensorFilter {
  zone: string;
  districts: readonly string[] | null;
  q: string | null;
  metric: readonly string[] | null;
  source: readonly string[] | null;
  district: readonly string[] | null;
}

/** Standings in the order of the list. */
const ORDER = "array['alarm', 'no-data', 'faulty', 'disabled', 'ok']";

/** What is active at each sensor, and since when; how it stands is what `sensors.total` says of now. */
const ACTIVE = `active as (
    select subject as sensor, sum(n)::int as n, jsonb_object_agg(condition, iso_utc(since)) filter (where since is not null) as raised
    from (select subject, condition, count(*) as n, min(active_at) filter (where state in ('unacknowledged', 'acknowledged')) as since
      from alarm where closed_at is null and not is_drill and sensor is not null group by subject, condition) a
    group by subject)`;
const NOW = `s.id as sensor, iso_utc(w.last_at) as "lastAt", w.last_value as "lastValue", iso_utc(w.same_since) as "sameSince",
    iso_utc(o.since) as "disabledSince", iso_utc(o.until) as "disabledUntil", coalesce(a.raised, '{}') as raised, coalesce(a.n, 0) as alarms`;
const FROM = `from sensor s left join active a on a.sensor = s.id left join sensor_watch w on w.sensor = s.id
    left join sensor_outage o on o.sensor = s.id and o.ended_at is null and o.since <= city_now() and o.until > city_now()`;
const STANDING = `case when o.sensor is not null then 'disabled' when a.raised ?| array['high', 'low'] then 'alarm'
    when a.raised ? 'no-data' or w.last_at is null then 'no-data' when a.raised is not null then 'faulty' else 'ok' end`;
const OVERDUE = 'coalesce(s.calibrated_on + s.calibrate_every_days < (city_now() at time zone $1)::date, false)';

const FOUND = `with ${ACTIVE}, found as (
    select ${NOW}, ${STANDING} as standing, ${OVERDUE} as overdue ${FROM}
    where ($2::text[] is null or s.district = any ($2)) and ($3::text[] is null or s.metric = any ($3)) and ($4::text[] is null or s.source = any ($4))
      and ($5::text[] is null or s.district = any ($5))
      and ($6::text is null or concat_ws(' ', s.id, s.name_zh, s.name_en, s.place, s.owner_zh, s.owner_en) ilike
        '%' || replace(replace(replace($6, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'))`;

/** How a sensor is now. Indexes alarm_open, sensor_watch_pkey. */
export async function readSensorNow(db: Db, id: string, zone: string): Promise<SensorNow> {
  const { rows } = await db.query<SensorNow>(
    `with ${ACTIVE} select ${NOW}, ${STANDING} as standing, ${OVERDUE} as overdue ${FROM} where s.id = $2`,
    [zone, id],
  );
  return rows[0] as SensorNow;
}

/** How many sensors the filters find at each standing, and of those how many are due for calibration. */
export async function countSensors(
  db: Db,
  filter: SensorFilter,
): Promise<{ standing: SensorStanding; n: number; overdue: number }[]> {
  const { rows } = await db.query<{ standing: SensorStanding; n: number; overdue: number }>(
    `${FOUND} select standing, count(*)::int as n, count(*) filter (where overdue)::int as overdue from found group by standing`,
    valuesOf(filter),
  );
  return rows;
}

/** One page of sensors, those that alarm first. `due`: only those whose calibration is overdue. */
export async function listSensors(
  db: Db,
  filter: SensorFilter,
  page: { standing: readonly string[] | null; due: boolean; after: readonly [number, string] | null; limit: number },
): Promise<(SensorNow & { rank: number })[]> {
  const { rows } = await db.query<SensorNow & { rank: number }>(
    `${FOUND}, ranked as (select *, array_position(${ORDER}, standing) as rank from found
       where ($7::text[] is null or standing = any ($7)) and (not $8::boolean or overdue))
     select * from ranked where $9::int is null or (rank, sensor) > ($9, $10) order by rank, sensor limit $11`,
    [...valuesOf(filter), page.standing, page.due, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
  return rows;
}

/** What the sensors in reach measure. */
export async function readMetrics(db: Db, districts: readonly string[] | null): Promise<string[]> {
  const { rows } = await db.query<{ metric: string }>(
    'select distinct metric from sensor where $1::text[] is null or district = any ($1) order by 1',
    [districts],
  );
  return rows.map((row) => row.metric);
}

/** Open alarms of one sensor. Index alarm_open. */
export async function ofSensor(db: Db, sensor: string): Promise<AlarmCard[]> {
  const { rows } = await db.query<{ card: AlarmCard }>(
    'select c.card from alarm a join alarm_card c on c.id = a.id where a.subject = $1 and a.closed_at is null order by a.id',
    [sensor],
  );
  return rows.map((row) => row.card);
}

/** Takes a sensor out of service until a time; one that is out already stays out until then. Times that are over stay as they were. */
export async function saveOutage(
  db: ClientBase,
  outage: { sensor: string; reason: string; since: string; until: string; by: string },
): Promise<void> {
  await db.query(
    'update sensor_outage set ended_at = until where sensor = $1 and ended_at is null and until <= city_now()',
    [outage.sensor],
  );
  await db.query(
    `insert into sensor_outage (sensor, reason, since, until, by_account) values ($1, $2, $3, $4, $5)
     on conflict (sensor) where ended_at is null do update set reason = excluded.reason, until = excluded.until, by_account = excluded.by_account`,
    [outage.sensor, outage.reason, outage.since, outage.until, outage.by],
  );
}

/** Puts a sensor back into service; answers whether it was out. */
export async function endOutage(db: ClientBase, sensor: string): Promise<boolean> {
  const text = `update sensor_outage set ended_at = least(until, city_now()) where sensor = $1 and ended_at is null`;
  return (await db.query(text, [sensor])).rowCount === 1;
}

function valuesOf({ zone, districts, metric, source, district, q }: SensorFilter): unknown[] {
  return [zone, districts, metric, source, district, q];
}
