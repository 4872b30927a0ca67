import type { ClientBase } from 'pg';

/** What the sensors of one metric said last within one past quarter of an hour. `bin` is the epoch quarter, `of` all sensors of the metric. */
export interface LateBin {
  metric: string;
  bin: number;
  values: number[];
  atMs: number;
  of: number;
}

/** Length of a bin of the wall's line, minutes. */
export const BIN_MINUTES = 15;

/**
 * Finds the quarters of an hour before `nowMs`, at most `hours` back, for which these batches brought readings late, and reads each anew:
 * the last good value of every sensor. Indexes reading_batch, reading_pkey.
 */
export async function lateBins(
  db: ClientBase,
  batches: readonly string[],
  window: { nowMs: number; hours: number },
): Promise<LateBin[]> {
  const { rows } = await db.query<LateBin>(
    `with bins as (
       select distinct s.metric, floor(extract(epoch from r.at) / ($4::int * 60))::int as bin
       from reading r join sensor s on s.id = r.sensor
       where r.batch = any ($1::uuid[]) and r.quality < 2 and s.metric in (select metric from vital_sign)
         and r.at >= to_timestamp($2::float8 / 1000) - $3::int * interval '1 hour'
         and r.at < to_timestamp(floor($2::float8 / 1000 / ($4::int * 60)) * $4::int * 60)
     ), last as (
       select distinct on (b.metric, b.bin, r.sensor) b.metric, b.bin, r.at, r.value
       from bins b join sensor s on s.metric = b.metric
       join reading r on r.sensor = s.id and r.quality < 2
         and r.at >= to_timestamp(b.bin::float8 * $4::int * 60) and r.at < to_timestamp((b.bin::float8 + 1) * $4::int * 60)
       order by b.metric, b.bin, r.sensor, r.at desc)
     select metric, bin, array_agg(value) as values, (extract(epoch from max(at)) * 1000)::float8 as "atMs",
            (select count(*)::int from sensor s where s.metric = last.metric) as of
     from last group by metric, bin order by bin, metric`,
    [batches, window.nowMs, window.hours, BIN_MINUTES],
  );
  return rows;
}
