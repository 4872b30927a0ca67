import type { PoolClient, QueryConfig } from 'pg';
import { KEEP_ITEM_MINUTES } from '../../journal/recent-items.rules.js';
import { KEEP_HEX_MINUTES, KEEP_MINUTES } from './rollups.rules.js';

const PATIENCE_MS = 3_600_000;
const TABLES = ['minute', 'hour', 'day', 'cube', 'hex', 'received', 'rejected'].map((t) => `rollup_${t}`);
const KIND = 'district, stream, type, priority, placed, source';
const COUNTED = 'observation where counted and not is_drill';
const EPOCH_MINUTE = 'floor(extract(epoch from occurred_at) / 60)::int';

/** Minutes are read off `observation_occurred`; hours, days and the cube take the whole table in one pass each. */
const FILL_MINUTES = `
  insert into rollup_minute (minute, ${KIND}, n)
  select ${EPOCH_MINUTE}, ${KIND}, count(*)::int from ${COUNTED} and occurred_at >= to_timestamp(($1::int + 1) * 60.0) group by 1, ${KIND}`;
const FILL_HOURS = `
  insert into rollup_hour (hour, ${KIND}, n)
  select floor(extract(epoch from occurred_at) / 3600)::int, ${KIND}, count(*)::int from ${COUNTED} group by 1, ${KIND}`;
const FILL_DAYS = `
  insert into rollup_day (day, ${KIND}, n)
  select (occurred_at at time zone $1)::date, ${KIND}, count(*)::int from ${COUNTED} group by 1, ${KIND}`;
const FILL_CUBE = `
  insert into rollup_cube (${KIND}, n, open)
  select ${KIND.split(', ')
    .map((k) => `o.${k}`)
    .join(', ')}, count(*), count(r.observation)::int
  from observation o left join source_record r on r.observation = o.id and r.is_open and not r.is_history
  where o.counted and not o.is_drill
  group by 1, 2, 3, 4, 5, 6`;
const FILL_HEX = `
  insert into rollup_hex (minute, h3, priority, stream, type, n)
  select ${EPOCH_MINUTE}, h3, priority, stream, type, count(*)::int from ${COUNTED} and h3 is not null and occurred_at >= to_timestamp(($1::int + 1) * 60.0)
  group by 1, 2, 3, 4, 5`;
const FILL_ITEMS = `
  insert into recent_item (id, occurred_at, item)
  select id, occurred_at, jsonb_build_object('id', id, 'source', source, 'stream', stream, 'type', type, 'priority', priority,
    'occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'district', district, 'road', road,
    'lon', lon, 'lat', lat, 'first', jsonb_build_object('priority', priority, 'district', district))
  from ${COUNTED} and not is_history and occurred_at >= to_timestamp(($1::int + 1) * 60.0)`;

/** Empties the roll-ups and fills those that count records from `observation` and `source_record`, in the caller's snapshot. */
export async function rebuildCounts(db: PoolClient, at: { nowMinute: number; zone: string }): Promise<void> {
  // Not TRUNCATE: projections that start meanwhile must go on reading what stood there before.
  for (const table of [...TABLES, 'recent_item']) await patiently(db, `delete from ${table}`);
  await patiently(db, FILL_MINUTES, [at.nowMinute - KEEP_MINUTES]);
  await patiently(db, FILL_HOURS);
  await patiently(db, FILL_DAYS, [at.zone]);
  await patiently(db, FILL_CUBE);
  await patiently(db, FILL_HEX, [at.nowMinute - KEEP_HEX_MINUTES]);
  await patiently(db, FILL_ITEMS, [at.nowMinute - KEEP_ITEM_MINUTES]);
}

/** A pass over years of observations takes longer than the pool waits for an answer. */
async function patiently(db: PoolClient, text: string, values: unknown[] = []): Promise<void> {
  const query: QueryConfig & { query_timeout: number } = { text, values, query_timeout: PATIENCE_MS };
  await db.query(query);
}
