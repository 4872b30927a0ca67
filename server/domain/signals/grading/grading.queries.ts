import type { Pool } from 'pg';
import type { SensorHour } from '../../../../protocol/grading.js';

/** A sensor's hours in [from, to), each there or null; `how`: mean of its readings, or their sum. Index reading_hour primary key. */
export async function readHours(
  db: Pool,
  { sensor, from, to, how }: { sensor: string; from: string; to: string; how: 'mean' | 'sum' },
): Promise<SensorHour[]> {
  const { rows } = await db.query<SensorHour>(
    `select iso_utc(h) as hour, case $4 when 'sum' then r.total else r.total / r.n end as value
     from generate_series($2::timestamptz, $3::timestamptz - interval '1 hour', interval '1 hour') as h
       left join reading_hour r on r.sensor = $1 and r.hour = h order by h`,
    [sensor, from, to, how],
  );
  return rows;
}
