import type { ClientBase } from 'pg';
import type { RowScope, RowSource } from './rows.source.js';

export { alertsInputs } from './rows.alerts.queries.js';

/** What a shift hands on beside its incidents. Each reads how things stand now and puts back what facts after $1 say of them. */

/**
 * Reports that were asked for and not submitted when the journal stood at $1, nearest first. What later facts touched is as the last fact before
 * them says. Indexes report_task_pending, journal_subject.
 */
const REPORTS = `with touched as materialized (
    select distinct fact ->> 'task' as task, subject from journal_entry
    where seq > $1 and type in ('report.asked', 'report.submitted', 'report.withdrawn')
  ), due as (
    select t.id from report_task t where t.state = 'pending' and t.id::text not in (select task from touched)
    union all
    select o.task::uuid from touched o where (
      select j.type from journal_entry j where j.subject = o.subject and j.seq <= $1 and j.fact ->> 'task' = o.task
      order by j.seq desc limit 1) in ('report.asked', 'report.late')
  ), item as (
    select t.id, i.no, i.district, t.level, t.kind, t.channel, t.to_zh, t.to_en, t.due_at
    from due join report_task t on t.id = due.id join incident i on i.id = t.incident
    where not t.is_drill and ($2::text[] is null or i.district = any ($2)) and ($3::text[] is null or i.district = any ($3))
      and ($4::int[] is null or t.level = any ($4)))`;

/** `reports.due`: information reports that are asked for. */
export const reportsDue = rowsOf({
  items: REPORTS,
  order: '(due_at at time zone \'UTC\')::text collate "C"',
  values: ({ asOf, districts, filters: f }) => [asOf, districts, f.district ?? null, f.level ?? null],
  district: 'district',
  toRow: (raw) => ({
    ...{ id: raw.id, no: raw.no, district: raw.district, level: raw.level, reportKind: raw.kind, channel: raw.channel },
    ...{ nameZh: raw.to_zh, nameEn: raw.to_en, dueAt: raw.due_at },
  }),
});

/** Notices shown as not delivered at $1, tests left out. Index journal_subject, else the entries since the notice was made. */
const NOTICES = `with touched as materialized (
    select distinct fact ->> 'notice' as notice from journal_entry
    where seq > $1 and type in ('notice.sent', 'notice.delivered', 'notice.failed', 'notice.cancelled', 'notice.retried')
  ), failed as (
    select n.id from notice n where n.failed_at is not null and n.state in ('failed', 'queued', 'sending')
      and n.id::text not in (select notice from touched)
    union all
    select n.id from touched o join notice n on n.id = o.notice::uuid where (
      select j.type from journal_entry j where j.seq > n.cause and j.seq <= $1 and (n.incident is null or j.subject = n.incident::text)
        and j.fact ->> 'notice' = o.notice order by j.seq desc limit 1) = 'notice.failed'
  ), item as (
    select n.id, n.template, n.channel, n.error, n.made_at, n.district, i.no, coalesce(u.name_zh, r.name, n.receiver) as name_zh,
      coalesce(u.name_en, r.name, n.receiver) as name_en
    from failed join notice n on n.id = failed.id left join incident i on i.id = n.incident left join unit u on n.receiver = 'unit:' || u.id
      left join notice_receiver r on n.receiver = 'receiver:' || r.id
    where not n.is_drill and n.template <> 'test' and ($2::text[] is null or n.district = any ($2))
      and ($3::text[] is null or n.district = any ($3)))`;

/** `notices.undelivered`: notices that did not reach their receiver. */
export const noticesUndelivered = rowsOf({
  items: NOTICES,
  order: '(made_at at time zone \'UTC\')::text collate "C"',
  values: ({ asOf, districts, filters: f }) => [asOf, districts, f.district ?? null],
  district: "coalesce(district, '-')",
  toRow: (raw) => ({
    ...{
      id: raw.id,
      no: raw.no,
      template: raw.template,
      channel: raw.channel,
      nameZh: raw.name_zh,
      nameEn: raw.name_en,
    },
    ...{ code: raw.error, madeAt: raw.made_at },
  }),
});

/** Gaps of the roster that were told and open at $1. */
const GAPS = `with later as materialized (
    select distinct on (fact ->> 'post', fact ->> 'from', fact ->> 'to') fact ->> 'post' as post, (fact ->> 'from')::timestamptz as from_at,
      (fact ->> 'to')::timestamptz as to_at, type
    from journal_entry where seq > $1 and type in ('roster.gap-found', 'roster.gap-closed')
    order by fact ->> 'post', fact ->> 'from', fact ->> 'to', seq
  ), gap as (
    select g.post, g.from_at, g.to_at from roster_gap g
    where not exists (select from later l where l.post = g.post and l.from_at = g.from_at and l.to_at = g.to_at and l.type = 'roster.gap-found')
    union
    select post, from_at, to_at from later where type = 'roster.gap-closed'
  ), item as (
    select p.id || '@' || iso_utc(g.from_at) as id, p.id as post, p.name_zh, p.name_en, p.district, g.from_at, g.to_at
    from gap g join post p on p.id = g.post
    where ($2::text[] is null or p.district = any ($2)) and ($3::text[] is null or p.district = any ($3)))`;

/** `roster.gaps`: hours of posts, within the next 24, that nobody mans. */
export const rosterGaps = rowsOf({
  items: GAPS,
  order: '(from_at at time zone \'UTC\')::text collate "C"',
  values: ({ asOf, districts, filters: f }) => [asOf, districts, f.district ?? null],
  district: 'district',
  toRow: (raw) => ({
    ...{ id: raw.id, post: raw.post, nameZh: raw.name_zh, nameEn: raw.name_en, district: raw.district },
    ...{ fromAt: raw.from_at, toAt: raw.to_at },
  }),
});

/** Official warnings in force at $2, as their cards stood at $1; restricted ones and those of elsewhere are left out. Index warning_until. */
const WARNINGS = `with touched as materialized (
    select distinct subject from journal_entry where seq > $1 and type in ('warning.issued', 'warning.changed', 'warning.ended')
  ), seen as (
    select w.card from warning w where w.id::text not in (select subject from touched)
    union all
    select past.card from touched t cross join lateral (
      select j.fact -> 'warning' as card from journal_entry j where j.subject = t.subject and j.seq <= $1 and j.fact ? 'warning'
      order by j.seq desc limit 1) past
  ), item as (
    select m.id, s.card, m.message #>> '{infos,0,event}' as event, m.message #>> '{infos,0,headline}' as headline
    from seen s join cap_message m on m.id = (s.card ->> 'id')::uuid
    where not (s.card ->> 'isDrill')::boolean and not (s.card ->> 'restricted')::boolean and s.card ->> 'reach' <> 'outside'
      and (s.card ->> 'from')::timestamptz <= coalesce($2::timestamptz, city_now()) and (s.card ->> 'until')::timestamptz > coalesce($2::timestamptz, city_now())
      and ($3::text[] is null or exists (select from jsonb_array_elements_text(s.card -> 'districts') d where d = any ($3))))`;

/** `warnings.in-force`: official warnings in force at `to`. */
export const warningsInForce = rowsOf({
  items: WARNINGS,
  order: "card ->> 'until'",
  values: ({ asOf, filters: f }) => [asOf, f.to ?? null, f.district ?? null],
  district: null,
  toRow: ({ keys: _keys, card, ...raw }) => {
    const { id, colour, from, until } = card as Record<string, unknown>;
    const words = raw.headline ?? raw.event;
    return { id, colour, nameZh: words, nameEn: words, fromAt: from, toAt: until };
  },
});

/** Permits of a day as they were known when the entry $1 was written: `at` and `ended_at` are the table's own history. */
const PERMITS = `with moment as (
    select coalesce((select at from journal_entry where seq <= $1 order by seq desc limit 1), city_now()) as at
  ), item as (
    select p.id, p.name, p.types, p.from_time, p.to_time, p.valid_from, p.valid_to, p.source from permit p, moment m
    where p.at <= m.at and (p.ended_at is null or p.ended_at > m.at)
      and p.valid_from <= coalesce($2::date, m.at::date) and (p.valid_to is null or p.valid_to >= coalesce($2::date, m.at::date)))`;

/** `permits.in-force`: permitted places and hours that hold on a day. */
export const permitsInForce = rowsOf({
  items: PERMITS,
  order: 'name',
  values: ({ asOf, filters: f }) => [asOf, f.day ?? null],
  district: null,
  toRow: (raw) => ({
    ...{ id: raw.id, nameZh: raw.name, nameEn: raw.name, types: raw.types, hours: hoursOf(raw) },
    ...{ validFrom: raw.valid_from, validTo: raw.valid_to, note: raw.source },
  }),
});

function hoursOf({ from_time, to_time }: Record<string, unknown>): string {
  return `${String(from_time).slice(0, 5)}–${String(to_time).slice(0, 5)}`;
}

/** One kind of rows: `items` names what it reads `item`, `order` writes a text to sort by, `district` splits the total where it can. */
interface Kind {
  items: string;
  order: string;
  values: (scope: RowScope) => unknown[];
  district: string | null;
  toRow: (raw: Record<string, unknown>) => Record<string, unknown>;
}

/** Makes a source of rows of a kind that has its own order. */
export function rowsOf({ items, order, values, district, toRow }: Kind): RowSource {
  return {
    total: async (db, scope) => totalOf(db, { text: `${items} ${countBy(district)}`, values: values(scope) }),
    page: (scope, after, limit) => {
      const given = values(scope);
      const [a, l] = [`$${given.length + 1}::text[]`, `$${given.length + 2}`];
      return {
        text: `${items} select *, array[${order}, id::text] as keys from item
          where (${a} is null or (${order}, id::text) > ((${a})[1], (${a})[2])) order by ${order}, id::text limit ${l}`,
        values: [...given, after ?? null, limit],
      };
    },
    toRow: (raw) => ({ keys: raw.keys as string[], row: toRow(raw) }),
  };
}

const countBy = (district: string | null) =>
  `select ${district ?? "''"} as district, count(*)::int as n from item group by 1 order by 1`;

async function totalOf(db: ClientBase, { text, values }: { text: string; values: unknown[] }) {
  const { rows } = await db.query<{ district: string; n: number }>(text, values);
  const total = rows.reduce((sum, row) => sum + row.n, 0);
  return { total, by: rows.filter((row) => row.district !== '') };
}
