import type { ClientBase } from 'pg';
import type { RowScope, RowSource } from './rows.source.js';

/** Feeds that were interrupted at $1: as they are now, or what the earliest later change says they were before it. */
const INTERRUPTED = `with later as materialized (
    select distinct on (subject) subject as source, fact ->> 'from' as status from journal_entry
    where seq > $1 and type = 'feed.changed' order by subject, seq
  ), feed as (
    select s.id, s.name_zh, s.name_en, s.expect_every_seconds, f.last_seen_at, f.changed_at, coalesce(l.status, f.status) as status
    from feed_state f join source s on s.id = f.source left join later l on l.source = f.source
    where coalesce(l.status, f.status) = 'interrupted' and ($2::text[] is null or s.id = any ($2)))`;

/** `sources.interrupted`: feeds silent for more than five of their rhythms. */
export const sourcesInterrupted: RowSource = {
  total: (db, scope) =>
    count(db, `${INTERRUPTED} select count(*)::int as n from feed`, [scope.asOf, scope.filters.source ?? null]),
  page: ({ asOf, filters }, after, limit) => ({
    text: `${INTERRUPTED} select *, array[id] as keys from feed where ($3::text[] is null or id > ($3::text[])[1]) order by id limit $4`,
    values: [asOf, filters.source ?? null, after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      id: raw.id,
      nameZh: raw.name_zh,
      nameEn: raw.name_en,
      status: raw.status,
      expectEverySeconds: raw.expect_every_seconds,
      lastSeenAt: raw.last_seen_at,
      changedAt: raw.changed_at,
    },
  }),
};

/**
 * Deliveries of a window by receipt. The journal has no index on time, but seq grows with it: the last entry ten minutes before the
 * window is found walking back from the end, and only what follows is read.
 */
const DELIVERIES = `with delivery as materialized (
    select seq, batch, source, (fact ->> 'history')::boolean as history, (fact ->> 'receivedAt')::timestamptz as received_at,
           (fact ->> 'observations')::int as observations, (fact ->> 'readings')::int as readings
    from journal_entry where type = 'intake.recorded' and not is_drill and seq <= $1
      and seq > coalesce((select seq from journal_entry where at < $2::timestamptz - interval '10 minutes' order by seq desc limit 1), 0)
      and ($4::text[] is null or source = any ($4)) and (fact ->> 'history')::boolean = $5
  ), heard as (
    select * from delivery where ($2::timestamptz is null or received_at >= $2) and ($3::timestamptz is null or received_at < $3))`;

const ITEMS = `, item as (
    select 'record' as kind, o.id::text as id, h.source, o.received_at, o.occurred_at, o.record, o.stream, o.type, o.district,
           o.is_history, null::float8 as value
    from heard h join observation o on o.batch = h.batch and o.source = h.source and o.is_history = h.history and not o.is_drill
    union all
    select 'reading', r.sensor || '@' || r.at::text, h.source, h.received_at, r.at, r.sensor, 'risk', s.metric, s.district, false, r.value
    from (select distinct on (batch, source) * from heard where readings > 0) h
      join reading r on r.batch = h.batch join sensor s on s.id = r.sensor and s.source = h.source)`;

/** `sources.received`: messages and readings that arrived, by the received clock; with `history` those of the past instead of live ones. */
export const sourcesReceived: RowSource = {
  total: (db, scope) =>
    count(db, `${DELIVERIES} select coalesce(sum(observations + readings), 0)::int as n from heard`, windowOf(scope)),
  page: (scope, after, limit) => ({
    text: `${DELIVERIES}${ITEMS} select *, array[received_at::text, id] as keys from item
      where ($6::text[] is null or (received_at, id) < (($6::text[])[1]::timestamptz, ($6::text[])[2]))
      order by received_at desc, id desc limit $7`,
    values: [...windowOf(scope), after ?? null, limit],
  }),
  toRow: (raw) => ({
    keys: raw.keys as string[],
    row: {
      id: raw.id,
      kind: raw.kind,
      source: raw.source,
      receivedAt: raw.received_at,
      occurredAt: raw.occurred_at,
      record: raw.record,
      stream: raw.stream,
      type: raw.type,
      district: raw.district,
      value: raw.value,
      history: raw.is_history,
    },
  }),
};

const windowOf = ({ asOf, filters }: RowScope): unknown[] => [
  asOf,
  filters.from ?? null,
  filters.to ?? null,
  filters.source ?? null,
  filters.history ?? false,
];

async function count(db: ClientBase, text: string, values: unknown[]) {
  const { rows } = await db.query<{ n: number }>(text, values);
  return { total: rows[0]?.n ?? 0, by: [] };
}
