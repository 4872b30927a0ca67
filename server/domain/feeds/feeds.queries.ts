import type { ClientBase, Pool } from 'pg';
import type { FeedStatus, Transport } from '../../../protocol/facts/feeds.js';
import type { FeedSight } from './feeds.rules.js';

/** A feed as stored, with the rhythm of its source. Times are epoch milliseconds of the city's clock. */
export interface Feed extends FeedSight {
  source: string;
  status: FeedStatus;
  newestMs: number | null;
}

/** What intake said about one feed since the last look. */
export interface Heard {
  source: string;
  seenMs: number | null;
  newestMs: number | null;
  /** When it was last heard over each transport. */
  transports: Partial<Record<Transport, number>>;
}

const FEED = `
  select f.source, f.status, s.expect_every_seconds as "expectEverySeconds", s.retired_at is not null as retired,
         (extract(epoch from f.last_seen_at) * 1000)::float8 as "lastSeenMs",
         (extract(epoch from f.newest_occurred_at) * 1000)::float8 as "newestMs"
  from feed_state f join source s on s.id = f.source`;

/** Reads every feed together with the city's time at which it was read. */
export async function readFeeds(db: Pool | ClientBase): Promise<{ feeds: Feed[]; nowMs: number }> {
  const [feeds, now] = [await db.query<Feed>(`${FEED} order by f.source`), await readNow(db)];
  return { feeds: feeds.rows, nowMs: now };
}

/** Locks the named feeds, in the order in which every writer locks them, and reads them with the city's time. */
export async function lockFeeds(db: ClientBase, sources: readonly string[]): Promise<{ feeds: Feed[]; nowMs: number }> {
  const { rows } = await db.query<Feed>(`${FEED} where f.source = any ($1) order by f.source for update of f`, [
    sources,
  ]);
  return { feeds: rows, nowMs: await readNow(db) };
}

/** Makes the row of every source that has none yet; it starts as waiting. */
export async function addFeeds(db: ClientBase, sources: readonly string[]): Promise<void> {
  await db.query(
    `insert into feed_state (source, status) select id, 'waiting' from source where id = any ($1) order by id
     on conflict (source) do nothing`,
    [sources],
  );
}

/** Notes when a feed was last heard and how new its newest record is; neither ever goes back. */
export async function hear(db: ClientBase, heard: readonly Heard[]): Promise<void> {
  await db.query(
    `update feed_state f set
       last_seen_at = greatest(f.last_seen_at, to_timestamp(h."seenMs" / 1000)),
       newest_occurred_at = greatest(f.newest_occurred_at, to_timestamp(h."newestMs" / 1000)),
       transports = f.transports || h.transports
     from jsonb_to_recordset($1::jsonb) as h (source text, "seenMs" float8, "newestMs" float8, transports jsonb) where f.source = h.source`,
    [JSON.stringify(heard)],
  );
}

/** Stores the new status of one feed. */
export async function setStatus(db: ClientBase, source: string, status: FeedStatus): Promise<void> {
  await db.query('update feed_state set status = $2, changed_at = city_now() where source = $1', [source, status]);
}

async function readNow(db: Pool | ClientBase): Promise<number> {
  const { rows } = await db.query<{ ms: number }>('select (extract(epoch from city_now()) * 1000)::float8 as ms');
  return (rows[0] as { ms: number }).ms;
}
