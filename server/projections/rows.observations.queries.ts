import type { ClientBase } from 'pg';
import type { RecordState } from '../../protocol/observation.js';
import { maskPhones } from '../platform/mask.js';
import { shownState } from './rows.state.rules.js';
import type { RowSort } from './rows.request.rules.js';
import type { KeyedRow, RowScope, RowSource, Statement } from './rows.source.js';

/**
 * Rows as they were when the journal stood at $1: batches recorded later are left out, and rows amended later are put back into the
 * cell that the earliest later amendment says they came from. Index: primary key of journal_entry for both.
 */
const AT_SEQ = `
  late as materialized (
    select batch, source, (fact ->> 'history')::boolean as history from journal_entry
    where seq > $1 and type = 'intake.recorded' and not is_drill and batch is not null),
  moved as materialized (
    select distinct on (subject) subject::uuid as id, fact -> 'old' as old from journal_entry
    where seq > $1 and type = 'observation.amended' and subject is not null order by subject, seq)`;

const CELL = `
  o.id, o.source, o.record, o.occurred_at, o.received_at, o.road, o.lon, o.lat, o.title, o.is_history,
  coalesce(m.old ->> 'stream', o.stream) as stream, coalesce(m.old ->> 'type', o.type) as type,
  coalesce((m.old ->> 'priority')::smallint, o.priority) as priority, coalesce(m.old ->> 'district', o.district) as district,
  coalesce(m.old ->> 'placed', o.placed) as placed,
  case when m.id is null then o.h3 else ('x' || lpad(m.old ->> 'h3', 16, '0'))::bit(64)::bigint end as h3`;

const COUNTED = `
  o.counted and not o.is_drill and ($2::timestamptz is null or o.occurred_at >= $2) and ($3::timestamptz is null or o.occurred_at < $3)
  and not exists (select 1 from late l where l.batch = o.batch and l.source = o.source and l.history = o.is_history)`;

/** Every counted record of the window. Index observation_occurred. */
const TOTAL = `with ${AT_SEQ}, seen as (
  select ${CELL} from observation o left join moved m on m.id = o.id where ${COUNTED})`;

/** Records that were open: open now and not moved since, or moved out of an open cell. Index source_record_open. */
const OPEN = `with ${AT_SEQ}, candidate as (
  select observation as id, observation_received_at as received_at, is_open from source_record
  where is_open and not is_history and not is_drill
  union
  select r.observation, r.observation_received_at, r.is_open from moved m join source_record r on r.observation = m.id
  where (m.old ->> 'open')::int = 1
), seen as (
  select ${CELL} from candidate c join observation o on o.received_at = c.received_at and o.id = c.id left join moved m on m.id = o.id
  where coalesce((m.old ->> 'open')::int = 1, c.is_open) and ${COUNTED})`;

const FILTERS = `
  ($4::text[] is null or source = any ($4)) and ($5::text[] is null or stream = any ($5)) and ($6::text[] is null or type = any ($6))
  and ($7::text[] is null or district = any ($7)) and ($8::smallint[] is null or priority = any ($8))
  and ($9::text[] is null or placed = any ($9)) and ($10::bigint[] is null or h3 = any ($10))
  and ($11::boolean is null or is_history = $11) and ($12::text[] is null or district = any ($12))
  and ($13::polygon is null or $13::polygon @> point(lon, lat))`;

const STATE = `
  left join lateral (select jsonb_strip_nulls(jsonb_build_object('status', r.status, 'openedAt', r.opened_at, 'dueAt', r.due_at,
    'closedAt', r.closed_at, 'org', r.org, 'result', r.result, 'satisfaction', r.satisfaction)) as state
    from source_record r where r.observation = page.id limit 1) s on true`;

/** For each order: the keys of a row as text, what comes after a row, and the order itself. */
const ORDERS: Record<RowSort, { keys: string; after: string; by: string }> = {
  '-occurredAt': {
    keys: 'array[occurred_at::text, id::text]',
    after: '(occurred_at, id) < (($14::text[])[1]::timestamptz, ($14::text[])[2]::uuid)',
    by: 'occurred_at desc, id desc',
  },
  occurredAt: {
    keys: 'array[occurred_at::text, id::text]',
    after: '(occurred_at, id) > (($14::text[])[1]::timestamptz, ($14::text[])[2]::uuid)',
    by: 'occurred_at, id',
  },
  priority: {
    keys: 'array[priority::text, occurred_at::text, id::text]',
    after: `(priority > ($14::text[])[1]::int or (priority = ($14::text[])[1]::int
             and (occurred_at, id) < (($14::text[])[2]::timestamptz, ($14::text[])[3]::uuid)))`,
    by: 'priority, occurred_at desc, id desc',
  },
};

/** `observations.total`: records by occurrence. */
export const observationsTotal: RowSource = source(TOTAL);
/** `observations.open`: records whose source says they are not closed. */
export const observationsOpen: RowSource = source(OPEN);

function source(from: string): RowSource {
  return {
    total: (db, scope) => countByDistrict(db, from, scope),
    page: (scope, after, limit) => pageOf(from, scope, { after, limit }),
    toRow,
  };
}

async function countByDistrict(db: ClientBase, from: string, scope: RowScope) {
  const { rows } = await db.query<{ district: string; n: number }>(
    `${from} select district, count(*)::int as n from seen where ${FILTERS} group by district order by district`,
    valuesOf(scope),
  );
  return { total: rows.reduce((sum, row) => sum + row.n, 0), by: rows };
}

function pageOf(
  from: string,
  scope: RowScope,
  { after, limit }: { after: string[] | undefined; limit: number | null },
): Statement {
  const { keys, after: isAfter, by } = ORDERS[scope.sort];
  const text = `${from}, page as (
    select *, ${keys} as keys from seen where ${FILTERS} and ($14::text[] is null or ${isAfter}) order by ${by} limit $15)
    select page.*, s.state from page ${STATE} order by ${by}`;
  return { text, values: [...valuesOf(scope), after ?? null, limit] };
}

function valuesOf({ filters: f, asOf, districts }: RowScope): unknown[] {
  const kind = [f.source, f.stream, f.type, f.district, f.priority, f.placed, f.h3, f.history];
  const where = [districts ?? undefined, f.area];
  return [asOf, f.from, f.to, ...kind, ...where].map((value): unknown => value ?? null);
}

function toRow(raw: Record<string, unknown>, scope: RowScope): KeyedRow {
  const row = {
    id: raw.id,
    source: raw.source,
    record: raw.record,
    stream: raw.stream,
    type: raw.type,
    priority: raw.priority,
    occurredAt: raw.occurred_at,
    receivedAt: raw.received_at,
    district: raw.district,
    placed: raw.placed,
    road: raw.road,
    lon: raw.lon,
    lat: raw.lat,
    title: scope.hasText && typeof raw.title === 'string' ? maskPhones(raw.title) : null,
    history: raw.is_history,
    state: shownState(raw.state as RecordState | null, scope.hasText),
  };
  return { keys: raw.keys as string[], row };
}
