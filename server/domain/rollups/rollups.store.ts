import type { PoolClient } from 'pg';
import { ITEMS_PER_MINUTE, KEEP_ITEM_MINUTES } from '../../journal/recent-items.rules.js';
import { KEEP_HEX_MINUTES, KEEP_MINUTES, type Deltas } from './rollups.rules.js';

/** One upsert per table: JSON rows in, keys in order, numbers added to what is there. */
interface Target {
  table: string;
  keys: string;
  /** Columns with types as json_to_recordset wants them. */
  columns: string;
  sums: readonly string[];
}
const KIND_KEYS = 'district, stream, type, priority, placed, source';
const KIND = 'district text, stream text, type text, priority int, placed text, source text';

/** The roll-ups by name of their deltas. */
const TARGETS = {
  minutes: { table: 'rollup_minute', keys: `minute, ${KIND_KEYS}`, columns: `minute int, ${KIND}`, sums: ['n'] },
  hours: { table: 'rollup_hour', keys: `hour, ${KIND_KEYS}`, columns: `hour int, ${KIND}`, sums: ['n'] },
  days: { table: 'rollup_day', keys: `day, ${KIND_KEYS}`, columns: `day date, ${KIND}`, sums: ['n'] },
  cube: { table: 'rollup_cube', keys: KIND_KEYS, columns: KIND, sums: ['n', 'open'] },
  received: {
    table: 'rollup_received',
    keys: 'minute, source',
    columns: 'minute int, source text',
    sums: ['observations', 'readings', 'duplicates', 'rejected', 'history'],
  },
  rejected: {
    table: 'rollup_rejected',
    keys: 'day, source, code',
    columns: 'day date, source text, code text',
    sums: ['n', 'waiting'],
  },
} satisfies Record<string, Target>;

/** Statement per roll-up, built once from the constants above. */
const UPSERTS = Object.fromEntries(Object.entries(TARGETS).map(([name, target]) => [name, upsert(target)]));
const UPSERT_HEX = `
  insert into rollup_hex (minute, h3, priority, stream, type, n)
  select minute, ('x' || lpad(h3, 16, '0'))::bit(64)::bigint, priority, stream, type, n
  from json_to_recordset($1) as r (minute int, h3 text, priority int, stream text, type text, n int) order by 1, 2, 3, 4, 5
  on conflict (minute, h3, priority, stream, type) do update set n = rollup_hex.n + excluded.n`;
const ADD_ITEMS = `
  insert into recent_item (id, occurred_at, item)
  select (item ->> 'id')::uuid, (item ->> 'occurredAt')::timestamptz, item
  from jsonb_array_elements($1::jsonb) as item order by 1
  on conflict (id) do update set item = excluded.item`;
const MOVE_ITEMS = `
  update recent_item set item = recent_item.item || r.change
  from jsonb_to_recordset($1::jsonb) as r (id uuid, change jsonb) where recent_item.id = r.id`;

/** Keeps the first rows of each minute and district in the order of `byRank` (server/journal/recent-items.rules.ts). */
const THIN_ITEMS = `
  delete from recent_item where id in (
    select id from (
      select id, row_number() over (partition by date_trunc('minute', occurred_at), item -> 'first' ->> 'district'
        order by (item -> 'first' ->> 'priority')::int, occurred_at desc, id) as rank from recent_item) as ranked
    where rank > $1)`;

/** Adds deltas to the roll-ups. Only ever called by whoever holds the reader's row, so nothing races. */
export async function addDeltas(db: PoolClient, deltas: Deltas): Promise<void> {
  for (const name of Object.keys(TARGETS) as (keyof typeof TARGETS)[]) {
    const rows = deltas[name].rows();
    if (rows.length > 0) await db.query(UPSERTS[name] as string, [JSON.stringify(rows)]);
  }
  const hexes = deltas.hexes.rows();
  if (hexes.length > 0) await db.query(UPSERT_HEX, [JSON.stringify(hexes)]);
  if (deltas.items.size > 0) await db.query(ADD_ITEMS, [JSON.stringify([...deltas.items.values()])]);
  if (deltas.moves.size > 0) {
    const moves = [...deltas.moves].map(([id, { place, ...kind }]) => ({
      id,
      change: { ...kind, ...place },
    }));
    await db.query(MOVE_ITEMS, [JSON.stringify(moves)]);
  }
}

/** Drops what is older than the windows, and rows beyond what a wall may list. */
export async function prune(db: PoolClient, nowMinute: number): Promise<void> {
  await db.query('delete from rollup_minute where minute <= $1', [nowMinute - KEEP_MINUTES]);
  await db.query('delete from rollup_received where minute <= $1', [nowMinute - KEEP_MINUTES]);
  await db.query('delete from rollup_hex where minute <= $1', [nowMinute - KEEP_HEX_MINUTES]);
  await db.query('delete from recent_item where occurred_at < to_timestamp($1::float8)', [
    (nowMinute - KEEP_ITEM_MINUTES) * 60,
  ]);
  await db.query(THIN_ITEMS, [ITEMS_PER_MINUTE]);
}

function upsert({ table, keys, columns, sums }: Target): string {
  const typed = sums.map((s) => `${s} bigint`).join(', ');
  const set = sums.map((s) => `${s} = ${table}.${s} + excluded.${s}`).join(', ');
  return `insert into ${table} (${keys}, ${sums.join(', ')})
    select ${keys}, ${sums.join(', ')} from json_to_recordset($1) as r (${columns}, ${typed}) order by ${keys}
    on conflict (${keys}) do update set ${set}`;
}
