import type { Pool, PoolClient } from 'pg';

/** A rejected item without its text; phones in what its sender wrote were masked when it was stored. Times RFC 3339. */
export interface DeadLetterView {
  id: string;
  source: string;
  receivedAt: string;
  code: string;
  pointer: string;
  detail: string;
  itemId: string | null;
  bytes: number;
  outcome: 'replayed' | 'discarded' | null;
  settledAt: string | null;
  settledBy: string | null;
  settleReason: string | null;
}

export interface DeadLetterFilter {
  source?: string | undefined;
  code?: string | undefined;
  state?: 'waiting' | 'settled' | undefined;
  cursor?: string | undefined;
  limit: number;
}

interface Stored extends Omit<DeadLetterView, 'receivedAt' | 'settledAt'> {
  receivedAt: Date;
  settledAt: Date | null;
}

const COLUMNS = `id, source, received_at as "receivedAt", code, pointer, detail, item_id as "itemId", bytes, outcome,
  settled_at as "settledAt", settled_by as "settledBy", settle_reason as "settleReason"`;
// Ids are UUIDs v7: their order is the order of receipt, so the primary key carries the page.
const LIST = `
  select ${COLUMNS} from dead_letter
  where ($1::text is null or source = $1) and ($2::text is null or code = $2)
    and ($3::text is null or (outcome is null) = ($3 = 'waiting')) and ($4::uuid is null or id < $4)
  order by id desc limit $5`;
const SETTLE = `
  update dead_letter set outcome = $2, settled_at = city_now(), settled_by = $3, settle_reason = $4
  where id = $1 and outcome is null returning source, code`;

/** Lists dead letters, newest first; one more than the limit tells that there are more. */
export async function listDeadLetters(
  db: Pool,
  filter: DeadLetterFilter,
): Promise<{ items: DeadLetterView[]; cursor: string | null }> {
  const { source = null, code = null, state = null, cursor = null, limit } = filter;
  const { rows } = await db.query<Stored>(LIST, [source, code, state, cursor, limit + 1]);
  const items = rows.slice(0, limit).map(toView);
  return { items, cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Reads one with its sealed bytes; undefined when there is none. */
export async function findDeadLetter(
  db: Pool,
  id: string,
): Promise<{ view: DeadLetterView; sealed: Buffer } | undefined> {
  const { rows } = await db.query<Stored & { raw: Buffer }>(`select ${COLUMNS}, raw from dead_letter where id = $1`, [
    id,
  ]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { raw, ...stored } = row;
  return { view: toView(stored), sealed: raw };
}

/** Takes a dead letter out of the waiting pile; null when it was settled already. */
export async function settleDeadLetter(
  client: PoolClient,
  settled: { id: string; outcome: 'replayed' | 'discarded'; by: string; reason: string | null },
): Promise<{ source: string; code: string } | null> {
  const { id, outcome, by, reason } = settled;
  const { rows } = await client.query<{ source: string; code: string }>(SETTLE, [id, outcome, by, reason]);
  return rows[0] ?? null;
}

function toView(row: Stored): DeadLetterView {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
