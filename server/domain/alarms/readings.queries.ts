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
     own as materialized (
       select sensor, min(limit_value) filter (where condition = 'high') as high, max(limit_value) filter (where condition = 'low') as low
       from alarm_limit group by sensor),
     unrest as materialized (select subject from alarm where closed_at is null union all select subject from alarm_point)
     select c.seq::float8 as seq, c.sensor, (extract(epoch from c.at) * 1000)::float8 as "atMs", c.value, c.quality
     from (
       select r.* from (
         select d.seq, r.sensor, r.at, r.value, r.quality, s.metric, s.range_low, s.range_high
         from (select batch, min(seq) as seq, max("receivedMs") as ms from ${DELIVERED} where not history group by batch) d
           ${BROUGHT}
           cross join lateral (select metric, range_low, range_high from sensor where id = r.sensor offset 0) s
         where r.at >= to_timestamp((d.ms - $2::float8) / 1000) offset 0) r
         left join limits u on u.metric = r.metric
         left join own o on o.sensor = r.sensor
       where r.quality > 1 or r.value < r.range_low or r.value > r.range_high or r.value >= u.high or r.value <= u.low
         or r.value >= o.high or r.value <= o.low or r.sensor in (select subject from unrest)
       offset 0) c
       left join lateral (select last_at from sensor_watch where sensor = c.sensor offset 0) w on true
     where w.last_at is null or c.at > w.last_at
     order by c.sensor, c.at`,
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

/** What deliveries brought of each sensor ($1, $2 as below); `same`: all its live values are one. */
const HEARD = `d as (select batch, max("receivedMs") as ms, min("atMs") as told_ms from ${DELIVERED} group by batch), came as (
    select r.sensor, r.at, r.value, d.ms, d.told_ms, r.quality < 2 and r.at >= to_timestamp((d.ms - $2::float8) / 1000) as live
    from d ${BROUGHT}
  ), heard as materialized (
    select sensor, to_timestamp(max(ms) / 1000) as heard_at, to_timestamp(min(told_ms) filter (where live) / 1000) as told_at,
           max(at) filter (where live) as at, (array_agg(value order by at desc) filter (where live))[1] as value,
           min(value) filter (where live) = max(value) filter (where live) as same, min(at) filter (where live) as first_at
    from came group by sensor)`;

/** Whether a delivery brought a newer live value of a sensor than what was seen; null when it brought none. */
const NEWER = `(h.at > coalesce(w.last_at, '-infinity'))`;

/**
 * Notes what was heard: of live readings the newest one and since when the value stands still, of history only that something came. The caller
 * holds the lock of alarms: nobody else writes here. Nearly always all sensors are known: to change their rows writes a third less WAL than a conflict
 * would, which locks each row first.
 */
export async function hear(db: ClientBase, deliveries: readonly Delivery[], liveMs: number): Promise<void> {
  const given = [JSON.stringify(deliveries), liveMs];
  const { rows } = await db.query<{ isKnown: boolean }>(
    `with ${HEARD}, changed as (
       update sensor_watch w set heard_at = greatest(w.heard_at, h.heard_at), last_at = case when ${NEWER} then h.at else w.last_at end,
         last_value = case when ${NEWER} then h.value else w.last_value end,
         same_since = case when ${NEWER} is not true or (h.same and h.value = w.last_value) then w.same_since when h.same then h.first_at else h.at end,
         first_at = coalesce(w.first_at, case when ${NEWER} then h.told_at end)
       from heard h where w.sensor = h.sensor returning 1)
     select (select count(*) from changed) = (select count(*) from heard) as "isKnown"`,
    given,
  );
  if (rows[0]?.isKnown) return;
  await db.query(
    `with ${HEARD}
     insert into sensor_watch (sensor, last_at, last_value, same_since, heard_at, first_at)
     select sensor, at, value, case when same then first_at else at end, heard_at, told_at from heard
     on conflict (sensor) do nothing`,
    given,
  );
}
