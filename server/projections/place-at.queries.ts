import type { ClientBase } from 'pg';

/**
 * Finds where the journal stood at a moment: the last entry written until then, 0 before the first. Times of entries never go back, so halving finds it
 * by the primary key alone, in some twenty looks at any length.
 */
export async function placeAt(db: ClientBase, at: string): Promise<number> {
  const { rows } = await db.query<{ seq: string | null }>('select max(seq) as seq from journal_entry');
  let [low, high] = [0, Number(rows[0]?.seq ?? 0)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const entry = await lastUntil(db, middle, at);
    if (entry === undefined || entry.then) low = middle;
    else high = entry.seq - 1;
  }
  return low;
}

/** When the last entry up to a place was written, epoch ms rounded up: {@link placeAt} of that moment is the place again. 0 before the first. */
export async function timeOf(db: ClientBase, seq: number): Promise<number> {
  const { rows } = await db.query<{ ms: number }>(
    'select ceil(extract(epoch from at) * 1000)::float8 as ms from journal_entry where seq <= $1 order by seq desc limit 1',
    [seq],
  );
  return rows[0]?.ms ?? 0;
}

/** The last entry up to a place, and whether it was there at the moment. */
async function lastUntil(db: ClientBase, seq: number, at: string): Promise<{ seq: number; then: boolean } | undefined> {
  const { rows } = await db.query<{ seq: string; then: boolean }>(
    'select seq, at <= $2::timestamptz as then from journal_entry where seq <= $1 order by seq desc limit 1',
    [seq, at],
  );
  return rows[0] && { seq: Number(rows[0].seq), then: rows[0].then };
}
