import type { RowScope, RowSource } from './rows.source.js';

/**
 * The sensors of the register, each with how it stood when the journal stood at $1: by its alarms as their facts told them up to there, by whether it
 * was ever heard, and by whether it was out of service. Indexes: primary key of journal_entry, journal_subject, alarm_open.
 */
const AT_SEQ = `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type like 'alarm.%'
  ), seen as (
    select c.card from alarm a join alarm_card c on c.id = a.id
    where a.closed_at is null and not exists (select from touched t where t.subject = a.id::text)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'alarm' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'alarm'
      order by j.seq desc limit 1) past
  ), active as (
    select card ->> 'sensor' as sensor, bool_or(card ->> 'condition' in ('high', 'low')) as is_limit,
           bool_or(card ->> 'condition' = 'no-data') as is_silent, max(card ->> 'activeAt') as active_at,
           array_agg(card ->> 'condition') as conditions
    from seen where card ->> 'closedAt' is null and card ->> 'state' in ('unacknowledged', 'acknowledged') and not (card ->> 'isDrill')::boolean
    group by 1
  ), moment as (
    select coalesce((select at from journal_entry where seq <= $1 order by seq desc limit 1), '-infinity') as at
  ), known as (
    select s.id, s.metric, s.unit, s.name_zh, s.name_en, s.district, s.lon, s.lat, a.active_at, w.last_at,
           case when o.sensor is not null then 'disabled' when a.is_limit then 'alarm'
                when a.is_silent then 'no-data' when a.sensor is not null then 'faulty'
                when w.first_at is null or w.first_at > m.at then 'no-data' else 'ok' end as state
    from sensor s cross join moment m left join active a on a.sensor = s.id left join sensor_watch w on w.sensor = s.id
      left join sensor_outage o on o.sensor = s.id and o.since <= m.at and coalesce(o.ended_at, o.until) > m.at
    where ($2::text[] is null or s.district = any ($2)) and ($3::text[] is null or s.district = any ($3))
      and ($4::polygon is null or $4::polygon @> point(s.lon, s.lat))
      and ($6::text[] is null or s.source = any ($6)) and ($7::text[] is null or s.metric = any ($7))
      and ($8::text[] is null or a.conditions && $8)
  ), item as (select * from known where $5::text[] is null or state = any ($5))`;

/** `sensors.total`: sensors of the register, `standing` narrows to one count, `condition` to what stands against them; `type` is what they measure. */
export const sensorsTotal: RowSource = {
  total: async (db, scope) => {
    const { rows } = await db.query<{ district: string; n: number }>(
      `${AT_SEQ} select coalesce(district, '-') as district, count(*)::int as n from item group by 1 order by 1`,
      valuesOf(scope),
    );
    return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
  },
  page: (scope, after, limit) => ({
    text: `${AT_SEQ} select *, array[id] as keys from item where $9::text[] is null or id > ($9::text[])[1] order by id limit $10`,
    values: [...valuesOf(scope), after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      ...{ id: raw.id, nameZh: raw.name_zh, nameEn: raw.name_en, metric: raw.metric, unit: raw.unit },
      ...{ district: raw.district ?? '-', lon: raw.lon, lat: raw.lat, standing: raw.state },
      ...{ activeAt: raw.active_at, lastSeenAt: raw.last_at },
    },
  }),
};

function valuesOf({ asOf, filters: f, districts }: RowScope): unknown[] {
  const of = [f.standing ?? null, f.source ?? null, f.type ?? null, f.condition ?? null];
  return [asOf, districts, f.district ?? null, f.area ?? null, ...of];
}
