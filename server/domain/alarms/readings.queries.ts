import type { ClientBase } from 'pg';

/** A delivery of readings: the entry that told of it, when that was written and when it came (epoch ms). History is heard, and raises nothing. */
export interface Delivery {
  seq: number;
  batch: string;
  atMs: number;
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

/**
 * The readings of each delivery, by index reading_batch. Left to itself the planner, which cannot know how many there are, reads the whole day for
 * every pull; `offset 0` keeps it from that, here and where rows of single sensors are looked up.
 */
const BROUGHT = 'cross join lateral (select * from reading where batch = d.batch offset 0) r';
const DELIVERED = `jsonb_to_recordset($1::jsonb) as d (seq bigint, batch uuid, "atMs" float8, "receivedMs" float8, history boolean)`;

/**
 * Reads the live readings of these deliveries that could turn an alarm: newer than what was seen of their sensor, and beyond a limit of its metric
 * or one it ever had of its own, beyond its range, or of a sensor with an open alarm or a waiting condition. All others are at rest and stay so.
 * Indexes reading_batch, alarm_limit_pkey.
 * @param liveMs how old a live reading may be when it comes
 */
export async function readCandidates(
  db: ClientBase,
  deliveries: readonly Delivery[],
  liveMs: number,
): Promise<Candidate[]> {
  const { rows } = await db.query<Candidate>(
    `with limits as materialized (
       select metric, min(limit_value) filter (where condition = 'high') as high, max(limit_value) filter (where condition = 'low') as low
       from alarm_rule group by metric),
     unrest as materialized (select subject from alarm where closed_at is null union all select subject from alarm_point)
     select d.seq::float8 as seq, r.sensor, (extract(epoch from r.at) * 1000)::float8 as "atMs", r.value, r.quality
     from (select batch, min(seq) as seq, max("receivedMs") as ms from ${DELIVERED} where not history group by batch) d
       ${BROUGHT}
       left join lateral (select last_at from sensor_watch where sensor = r.sensor offset 0) w on true
       cross join lateral (select metric, range_low, range_high from sensor where id = r.sensor offset 0) s
       left join limits u on u.metric = s.metric
     where r.at >= to_timestamp((d.ms - $2::float8) / 1000) and (w.last_at is null or r.at > w.last_at)
       and (r.quality > 1 or r.value < s.range_low or r.value > s.range_high or r.value >= u.high or r.value <= u.low
         or r.sensor in (select subject from unrest)
         or exists (select from alarm_limit l where l.sensor = r.sensor
              and ((l.condition = 'high' and r.value >= l.limit_value) or (l.condition = 'low' and r.value <= l.limit_value))))
     order by r.sensor, r.at`,
    [JSON.stringify(deliveries), liveMs],
  );
  return rows;
}

/** Sensors whose readings were refused because their clocks are ahead, and when (epoch ms). */
export interface Ahead {
  sensors: readonly string[];
  receivedMs: number;
}

/** Notes that sensors are heard, with clocks that are ahead. The caller holds the lock of alarms. */
export async function hearAhead(db: ClientBase, ahead: readonly Ahead[]): Promise<void> {
  await db.query(
    `insert into sensor_watch (sensor, heard_at, ahead_at)
     select s, to_timestamp(max(a."receivedMs") / 1000), to_timestamp(max(a."receivedMs") / 1000)
     from jsonb_to_recordset($1::jsonb) as a (sensors text[], "receivedMs" float8) cross join unnest(a.sensors) s group by s order by s
     on conflict (sensor) do update set heard_at = greatest(sensor_watch.heard_at, excluded.heard_at),
       ahead_at = greatest(sensor_watch.ahead_at, excluded.ahead_at)`,
    [JSON.stringify(ahead)],
  );
}

/**
 * Notes what was heard: of live readings the newest one and since when the value stands still, of history only that something came. The caller
 * holds the lock of alarms: nobody else writes here.
 */
export async function hear(db: ClientBase, deliveries: readonly Delivery[], liveMs: number): Promise<void> {
  await db.query(
    `with d as (select batch, max("receivedMs") as ms, min("atMs") as told_ms from ${DELIVERED} group by batch), came as (
       select r.sensor, r.at, r.value, d.ms, d.told_ms, r.quality < 2 and r.at >= to_timestamp((d.ms - $2::float8) / 1000) as live
       from d ${BROUGHT}
     ), heard as (
       select sensor, max(ms) as ms, min(told_ms) filter (where live) as told_ms, max(at) filter (where live) as at,
              (array_agg(value order by at desc) filter (where live))[1] as value,
              min(value) filter (where live) = max(value) filter (where live) as same, min(at) filter (where live) as first_at
       from came group by sensor
     ), next as (
       select h.*, w.last_at, w.last_value, w.same_since, w.heard_at, w.first_at as known_at,
              h.at is not null and (w.last_at is null or h.at > w.last_at) as newer
       from heard h left join sensor_watch w on w.sensor = h.sensor)
     insert into sensor_watch (sensor, last_at, last_value, same_since, heard_at, first_at)
     select sensor, case when newer then at else last_at end, case when newer then value else last_value end,
            case when not newer then same_since when same and value = last_value then same_since when same then first_at else at end,
            greatest(heard_at, to_timestamp(ms / 1000)), coalesce(known_at, case when newer then to_timestamp(told_ms / 1000) end)
     from next
     on conflict (sensor) do update set last_at = excluded.last_at, last_value = excluded.last_value,
       same_since = excluded.same_since, heard_at = excluded.heard_at, first_at = excluded.first_at`,
    [JSON.stringify(deliveries), liveMs],
  );
}
