import type { ClientBase, Pool } from 'pg';
import type { WatchCard, WatchPlace, WatchScore, WatchState } from '../../../protocol/watch.js';

type Db = Pool | ClientBase;

/** Watch items whose window is not over at a moment, and those that ended without it but may be proved right by late word. Index watch_item_until. */
export async function lockStanding(db: ClientBase, sinceMs: number): Promise<WatchCard[]> {
  const { rows } = await db.query<{ card: WatchCard }>(
    'select card from watch_item where until_at >= to_timestamp($1::float8 / 1000) order by id for update',
    [sinceMs],
  );
  return rows.map(({ card }) => card);
}

/** Locks one watch item; undefined when there is none. */
export async function lockWatch(db: ClientBase, id: string): Promise<WatchCard | undefined> {
  const { rows } = await db.query<{ card: WatchCard }>('select card from watch_item where id = $1 for update', [id]);
  return rows[0]?.card;
}

/** Adds a watch item, or puts another card in its place. */
export async function saveWatch(db: ClientBase, card: WatchCard): Promise<void> {
  await db.query(
    `insert into watch_item (id, node, card, state, from_at, until_at, ended_at, is_drill)
     values ($1, $2, $3, $4, $5, $6, case when $4 = 'awaited' then null else city_now() end, $7)
     on conflict (id) do update set card = excluded.card, state = excluded.state, from_at = excluded.from_at, until_at = excluded.until_at,
       ended_at = excluded.ended_at`,
    [card.id, card.node, JSON.stringify(card), card.state, card.from, card.until, card.isDrill],
  );
}

/** Notes a hazard that the chain could have foretold, with the watch item that did. */
export async function noteSeen(
  db: ClientBase,
  seen: {
    kind: string;
    id: string;
    node: string;
    district: string;
    atMs: number;
    watch: string | null;
    isDrill: boolean;
  },
): Promise<void> {
  await db.query(
    `insert into hazard_seen (kind, id, node, district, at, watch, is_drill) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7)
     on conflict do nothing`,
    [seen.kind, seen.id, seen.node, seen.district, seen.atMs, seen.watch, seen.isDrill],
  );
}

/** The events and headlines of a warning's message, in one text. */
export async function readWarningWords(db: ClientBase, id: string): Promise<string> {
  const { rows } = await db.query<{ words: string | null }>(
    `select string_agg(concat_ws(' ', i ->> 'event', i ->> 'headline'), ' ') as words
     from cap_message m cross join jsonb_array_elements(m.message -> 'infos') as i where m.id = $1`,
    [id],
  );
  return rows[0]?.words ?? '';
}

/** What of the watch items is asked for. `districts` null is the whole city. */
export interface WatchFilter {
  state: WatchState | null;
  node: string | null;
  districts: readonly string[] | null;
  limit: number;
}

const REACHED = `not is_drill and ($1::text[] is null or exists (select from jsonb_array_elements_text(card -> 'districts') d where d = any ($1)))`;

/** Watch items in reach: those that wait, the nearest end first, then what ended last. Indexes watch_item_awaited, watch_item_until. */
export async function listWatches(db: Db, { state, node, districts, limit }: WatchFilter): Promise<WatchCard[]> {
  const { rows } = await db.query<{ card: WatchCard }>(
    `select card from watch_item where ${REACHED} and ($2::text is null or state = $2) and ($3::text is null or node = $3)
     order by state <> 'awaited', case when state = 'awaited' then until_at end, ended_at desc, id limit $4`,
    [districts, state, node, limit],
  );
  return rows.map(({ card }) => card);
}

/** How many wait in reach. */
export async function countAwaited(db: Db, districts: readonly string[] | null): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from watch_item where ${REACHED} and state = 'awaited'`,
    [districts],
  );
  return rows[0]?.n ?? 0;
}

/** Watch items that ended, and hazards that came, since a moment, by node. Indexes watch_item_until, hazard_seen_at. */
export async function readScores(
  db: Db,
  sinceMs: number,
  districts: readonly string[] | null,
): Promise<Omit<WatchScore, 'precision' | 'recall'>[]> {
  const { rows } = await db.query<Omit<WatchScore, 'precision' | 'recall'>>(
    `with ended as (
       select node, count(*) filter (where state = 'met')::int as met, count(*) filter (where state = 'expired')::int as expired
       from watch_item where ${REACHED} and until_at >= to_timestamp($2::float8 / 1000) and ended_at is not null group by node
     ), seen as (
       select node, count(*)::int as hazards, count(watch)::int as foretold from hazard_seen
       where at >= to_timestamp($2::float8 / 1000) and not is_drill and ($1::text[] is null or district = any ($1)) group by node
     )
     select node, coalesce(met, 0) as met, coalesce(expired, 0) as expired, coalesce(hazards, 0) as hazards, coalesce(foretold, 0) as foretold
     from ended full join seen using (node) order by node`,
    [districts, sinceMs],
  );
  return rows;
}

/** Places of some kinds in some districts, the nearest to a point first. Small table, read by its kinds. */
export async function readPlaces(
  db: Db,
  {
    kinds,
    districts,
    at,
    most,
  }: { kinds: readonly string[]; districts: readonly string[]; at: readonly number[] | null; most: number },
): Promise<WatchPlace[]> {
  if (kinds.length === 0) return [];
  const { rows } = await db.query<WatchPlace>(
    `select name, kind, jsonb_build_array(lon, lat) as at from place where kind = any ($1) and district = any ($2)
     order by case when $3::float8 is not null then ((lon - $3) * cos(radians($4::float8))) ^ 2 + (lat - $4) ^ 2 end, name, id limit $5`,
    [kinds, districts, at?.[0] ?? null, at?.[1] ?? null, most],
  );
  return rows;
}
