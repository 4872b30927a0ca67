import type { ClientBase } from 'pg';

/** A delivery of readings: the entry that told of it and when it came. History is heard, and raises nothing. */
export interface Delivery {
  seq: number;
  batch: string;
  receivedMs: number;
  history: boolean;
}

/** A reading that may turn an alarm. */
export interface Candidate {
  seq: number;
  sensor: string;
  atMs: number;
  value: number;
  quality: number;
}

const DELIVERED = `jsonb_to_recordset($1::jsonb) as d (seq bigint, batch uuid, "receivedMs" float8, history boolean)`;

/**
 * Reads the live readings of these deliveries that could turn an alarm: newer than what was seen of their sensor, and beyond a limit of its metric,
 * beyond its range, or of a sensor with an open alarm or a waiting condition. All others are at rest and stay so. Index reading_batch.
 * @param liveMs how old a live reading may be when it comes
 */
export async function readCandidates(
  db: ClientBase,
  deliveries: readonly Delivery[],
  liveMs: number,
): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>(
    `select d.seq::float8 as seq, r.sensor, (extract(epoch from r.at) * 1000)::float8 as "atMs", r.value, r.quality
     from (select batch, min(seq) as seq, max("receivedMs") as ms from ${DELIVERED} where not history group by batch) d
       join reading r on r.batch = d.batch and r.at >= to_timestamp((d.ms - $2::float8) / 1000)
       join sensor s on s.id = r.sensor
       left join sensor_watch w on w.sensor = r.sensor
     where (w.last_at is null or r.at > w.last_at)
       and (r.quality > 1 or r.value < s.range_low or r.value > s.range_high
         or exists (select from alarm_rule u where u.metric = s.metric
              and ((u.condition = 'high' and r.value >= u.limit_value) or (u.condition = 'low' and r.value <= u.limit_value)))
         or exists (select from alarm_point p where p.subject = r.sensor)
         or exists (select from alarm a where a.subject = r.sensor and a.closed_at is null))
     order by r.sensor, r.at`,
    [JSON.stringify(deliveries), liveMs],
  );
  return rows;
}

/**
 * Notes what was heard: of live readings the newest one and since when the value stands still, of history only that something came. The caller
 * holds the lock of alarms: nobody else writes here.
 */
export async function hear(db: ClientBase, deliveries: readonly Delivery[], liveMs: number): Promise<void> {
  await db.query(
    `with d as (select batch, max("receivedMs") as ms from ${DELIVERED} group by batch), came as (
       select r.sensor, r.at, r.value, d.ms, r.quality < 2 and r.at >= to_timestamp((d.ms - $2::float8) / 1000) as live
       from d join reading r on r.batch = d.batch
     ), heard as (
       select sensor, max(ms) as ms, max(at) filter (where live) as at,
              (array_agg(value order by at desc) filter (where live))[1] as value,
              min(value) filter (where live) = max(value) filter (where live) as same, min(at) filter (where live) as first_at
       from came group by sensor
     ), next as (
       select h.*, w.last_at, w.last_value, w.same_since, w.heard_at,
              h.at is not null and (w.last_at is null or h.at > w.last_at) as newer
       from heard h left join sensor_watch w on w.sensor = h.sensor)
     insert into sensor_watch (sensor, last_at, last_value, same_since, heard_at)
     select sensor, case when newer then at else last_at end, case when newer then value else last_value end,
            case when not newer then same_since when same and value = last_value then same_since when same then first_at else at end,
            greatest(heard_at, to_timestamp(ms / 1000))
     from next
     on conflict (sensor) do update set last_at = excluded.last_at, last_value = excluded.last_value,
       same_since = excluded.same_since, heard_at = excluded.heard_at`,
    [JSON.stringify(deliveries), liveMs],
  );
}
