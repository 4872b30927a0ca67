import type { ClientBase } from 'pg';
import type { VitalSign } from '../../../protocol/city.js';
import type { SensorValue } from './vitals.rules.js';

/** A vital sign as far as its figure needs it. */
export interface Vital {
  id: string;
  rule: VitalSign['rule'];
  expectEverySeconds: number;
}

/** How many minutes of figures are kept: the wall shows 24 h. */
const KEPT_MINUTES = 48 * 60;

/** Answers the vital signs among whose sensors are those of `batches` that measured anything good. Indexes reading_batch, sensor_metric. */
export async function vitalsOfBatches(db: ClientBase, batches: readonly string[]): Promise<Vital[]> {
  const { rows } = await db.query<{
    id: string;
    metric: string;
    fold: string;
    threshold: number | null;
    expect: number;
  }>(
    `select id, metric, fold, threshold, expect_every_seconds as expect from vital_sign where metric in (
       select s.metric from reading r join sensor s on s.id = r.sensor where r.batch = any ($1::uuid[]) and r.quality < 2)
     order by position`,
    [batches],
  );
  return rows.map((row) => ({
    id: row.id,
    rule: {
      metric: row.metric,
      fold: row.fold as Vital['rule']['fold'],
      ...(row.threshold !== null && { threshold: row.threshold }),
    },
    expectEverySeconds: row.expect,
  }));
}

/** Moves each sensor of `metrics` to its newest good reading of `batches`; answers the metrics of which any sensor moved. */
export async function moveLatest(
  db: ClientBase,
  batches: readonly string[],
  metrics: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ metric: string }>(
    `with newest as (
       select distinct on (r.sensor) r.sensor, r.at, r.value from reading r join sensor s on s.id = r.sensor
       where r.batch = any ($1::uuid[]) and r.quality < 2 and s.metric = any ($2) order by r.sensor, r.at desc
     ), moved as (
       insert into sensor_latest as l (sensor, at, value) select sensor, at, value from newest order by sensor
       on conflict (sensor) do update set at = excluded.at, value = excluded.value where l.at < excluded.at
       returning sensor)
     select distinct s.metric from moved m join sensor s on s.id = m.sensor`,
    [batches, metrics],
  );
  return new Set(rows.map((row) => row.metric));
}

/** Reads the newest values of a vital sign's sensors, and how many sensors it has in all. */
export async function readValues(db: ClientBase, vital: Vital): Promise<{ values: SensorValue[]; of: number }> {
  const { rows } = await db.query<SensorValue & { atMs: number | null }>(
    `select s.id as sensor, (extract(epoch from l.at) * 1000)::float8 as "atMs", l.value,
            coalesce(s.expect_every_seconds, $2) as "expectEverySeconds"
     from sensor s left join sensor_latest l on l.sensor = s.id where s.metric = $1`,
    [vital.rule.metric, vital.expectEverySeconds],
  );
  return { values: rows.filter((row) => row.atMs !== null), of: rows.length };
}

/** Stores the figure of a minute, replacing an earlier one of the same minute, and drops what no line shows any more. */
export async function storeMinute(
  db: ClientBase,
  figure: { vital: string; minute: number; at: string; value: number | null; sensors: number; of: number },
): Promise<void> {
  await db.query(
    `insert into vital_minute (vital, minute, at, value, sensors, of) values ($1, $2, $3, $4, $5, $6)
     on conflict (vital, minute) do update set at = excluded.at, value = excluded.value, sensors = excluded.sensors, of = excluded.of`,
    [figure.vital, figure.minute, figure.at, figure.value, figure.sensors, figure.of],
  );
  // Measured against the newest figure: a late one must not drop, nor be dropped for, the line it belongs to.
  await db.query(
    'delete from vital_minute where vital = $1 and minute < (select max(minute) from vital_minute where vital = $1) - $2::int',
    [figure.vital, KEPT_MINUTES],
  );
}
