import { rowsOf } from './rows.duty.queries.js';

/** Signals that waited for review when the journal stood at $1: every change of one is a fact with its card. Indexes: primary key of journal_entry, journal_subject. */
const WAITING = `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type like 'signal.%'
  ), seen as (
    select s.id, s.rule, s.version, s.district, s.grade, s.raised_at, s.last_at from signal s
    where s.state = 'waiting' and not s.is_drill and not exists (select from touched t where t.subject = s.id::text)
    union all
    select (card ->> 'id')::uuid, card ->> 'rule', (card ->> 'version')::int, card ->> 'district', (card ->> 'grade')::int,
           (card ->> 'raisedAt')::timestamptz, (card ->> 'lastAt')::timestamptz
    from touched t cross join lateral (
      select j.fact -> 'signal' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'signal'
      order by j.seq desc limit 1) past
    where card ->> 'state' = 'waiting' and not (card ->> 'isDrill')::boolean
  ), item as (
    select s.*, r.definition ->> 'nameZh' as name_zh, r.definition ->> 'nameEn' as name_en
    from seen s join signal_rule r on (r.id, r.version) = (s.rule, s.version)
    where ($2::text[] is null or s.district = any ($2)) and ($3::text[] is null or s.district = any ($3))
      and ($4::int[] is null or s.grade = any ($4)))`;

/** `signals.waiting`: signals that wait for review, `level` narrows to grades. */
export const signalsWaiting = rowsOf({
  items: WAITING,
  order: `grade::text || ' ' || iso_utc(raised_at)`,
  values: ({ asOf, districts, filters: f }) => [asOf, districts, f.district ?? null, f.level ?? null],
  district: 'district',
  toRow: (raw) => ({
    ...{ id: raw.id, nameZh: raw.name_zh, nameEn: raw.name_en, priority: raw.grade, district: raw.district },
    ...{ raisedAt: raw.raised_at, lastAt: raw.last_at },
  }),
});

/** Watch items that waited when the journal stood at $1. Indexes: primary key of journal_entry, journal_subject, watch_item_awaited. */
const AWAITED = `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type like 'watch.%'
  ), seen as (
    select w.card from watch_item w where w.state = 'awaited' and not exists (select from touched t where t.subject = w.id::text)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'watch' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'watch'
      order by j.seq desc limit 1) past
    where past.card ->> 'state' = 'awaited'
  ), item as (
    select s.card ->> 'id' as id, s.card, n.value ->> 'nameZh' as name_zh, n.value ->> 'nameEn' as name_en
    from seen s left join hazard_chain c on c.version = (s.card ->> 'chain')::int
      left join lateral (select value from jsonb_array_elements(c.chain -> 'nodes') where value ->> 'id' = s.card ->> 'node') n on true
    where not (s.card ->> 'isDrill')::boolean and ($2::text[] is null or s.card -> 'districts' ?| $2)
      and ($3::text[] is null or s.card -> 'districts' ?| $3))`;

/** `watches.awaited`: watch items that wait, the nearest end first. */
export const watchesAwaited = rowsOf({
  items: AWAITED,
  order: "card ->> 'until'",
  values: ({ asOf, districts, filters: f }) => [asOf, districts, f.district ?? null],
  district: null,
  toRow: ({ id, card, name_zh, name_en }) => {
    const { node, districts, from, until } = card as Record<string, unknown>;
    const names = { nameZh: name_zh ?? node, nameEn: name_en ?? node };
    return { id, ...names, district: (districts as string[])[0] ?? null, districts, fromAt: from, toAt: until };
  },
});
