import type { PoolClient } from 'pg';
import type { ReadingRow } from './row.js';

const INSERT = `
  insert into reading (sensor, at, value, quality, batch)
  select r.sensor, to_timestamp(r.ms / 1000), r.value, r.quality, r.batch
  from unnest($1::text[], $2::float8[], $3::float8[], $4::smallint[], $5::uuid[]) as r (sensor, ms, value, quality, batch)
  order by r.sensor, r.ms on conflict (sensor, at) do nothing`;
const HELD = `
  select i::int as i, r.value, r.batch
  from unnest($1::text[], $2::float8[]) with ordinality as k (sensor, ms, i)
  join reading r on r.sensor = k.sensor and r.at = to_timestamp(k.ms / 1000)`;

/** Name of a reading among the readings of one transaction: one value per sensor and time. */
export function readingName(reading: Pick<ReadingRow, 'sensor' | 'atMs'>): string {
  return `${reading.atMs}|${reading.sensor}`;
}

/**
 * Stores readings, distinct by sensor and time. Answers, by position, the value that was there before for those that were not taken;
 * empty when all were new.
 */
export async function writeReadings(
  client: PoolClient,
  readings: readonly ReadingRow[],
  batches: readonly string[],
): Promise<Map<number, number>> {
  const held = new Map<number, number>();
  if (readings.length === 0) return held;
  const sensors = readings.map((r) => r.sensor);
  const times = readings.map((r) => r.atMs);
  const values = readings.map((r) => r.value);
  const qualities = readings.map((r) => r.quality);
  const stored = await client.query({
    ...{ name: 'intake-readings', text: INSERT, values: [sensors, times, values, qualities, batches] },
  });
  if (stored.rowCount === readings.length) return held;
  const { rows } = await client.query<{ i: number; value: number; batch: string }>(HELD, [sensors, times]);
  for (const { i, value, batch } of rows) if (batch !== batches[i - 1]) held.set(i - 1, value);
  return held;
}
