import type { ClientBase, Pool } from 'pg';
import type { AlarmCard } from '../../../protocol/alarm.js';
import type { SensorReadings } from '../../../protocol/sensor.js';

type Db = Pool | ClientBase;

/** Values of a chart at most: more than a screen is wide; the newest stay. */
const POINTS = 3000;

/** What was heard of a sensor, and which of its conditions about itself are active. */
export interface SensorNow {
  sensor: string;
  lastAt: string | null;
  lastValue: number | null;
  conditions: string[];
  disabledUntil: string | null;
}

/** What is known now of these sensors; those never heard are missing. Indexes sensor_watch_pkey, alarm_open. */
export async function readSensorsNow(db: Db, sensors: readonly string[]): Promise<Map<string, SensorNow>> {
  const { rows } = await db.query<SensorNow>(
    `select x.sensor, iso_utc(w.last_at) as "lastAt", w.last_value as "lastValue", iso_utc(o.until) as "disabledUntil",
            array(select a.condition from alarm a where a.subject = x.sensor and a.closed_at is null
              and a.state in ('unacknowledged', 'acknowledged') order by 1) as conditions
     from unnest($1::text[]) as x (sensor) left join sensor_watch w on w.sensor = x.sensor
       left join sensor_outage o on o.sensor = x.sensor and o.until > city_now()`,
    [sensors],
  );
  return new Map(rows.map((row) => [row.sensor, row]));
}

/** Good and suspect readings of one sensor in a span, oldest first. Index reading_pkey. */
export async function readReadings(
  db: Db,
  sensor: string,
  span: { from: string; to: string },
): Promise<SensorReadings['points']> {
  const { rows } = await db.query<SensorReadings['points'][number]>(
    `select iso_utc(at) as at, value from (select at, value from reading
       where sensor = $1 and at >= $2 and at < $3 and quality < 2 order by at desc limit ${POINTS}) newest order by at`,
    [sensor, span.from, span.to],
  );
  return rows;
}

/** Open alarms of one sensor. Index alarm_open. */
export async function ofSensor(db: Db, sensor: string): Promise<AlarmCard[]> {
  const { rows } = await db.query<{ card: AlarmCard }>(
    'select c.card from alarm a join alarm_card c on c.id = a.id where a.subject = $1 and a.closed_at is null order by a.id',
    [sensor],
  );
  return rows.map((row) => row.card);
}

/** Takes a sensor out of service until a time. */
export async function saveOutage(
  db: ClientBase,
  outage: { sensor: string; reason: string; since: string; until: string; by: string },
): Promise<void> {
  await db.query(
    `insert into sensor_outage (sensor, reason, since, until, by_account) values ($1, $2, $3, $4, $5)
     on conflict (sensor) do update set reason = excluded.reason, until = excluded.until, by_account = excluded.by_account`,
    [outage.sensor, outage.reason, outage.since, outage.until, outage.by],
  );
}

/** Puts a sensor back into service; answers whether it was out. */
export async function dropOutage(db: ClientBase, sensor: string): Promise<boolean> {
  return (await db.query('delete from sensor_outage where sensor = $1', [sensor])).rowCount === 1;
}
