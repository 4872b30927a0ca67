import type { ClientBase, Pool } from 'pg';
import type { SituationCell } from '../../protocol/live/situation.js';

const CELL = `district, stream, type, priority, placed`;
const ID = `concat_ws('|', district, stream, type, priority, placed) as id`;
const IN_SCOPE = '($3::text[] is null or district = any ($3))';

/** A window of roll-ups in their own unit: epoch minutes or epoch hours, half-open. `districts` null is the whole city. */
export interface PastWindow {
  unit: 'minute' | 'hour';
  from: number;
  to: number;
  districts: readonly string[] | null;
}

/** Adds up a window by cell, sorted by id. Primary keys of the roll-ups begin with the unit. */
export async function countCells(db: Pool | ClientBase, w: PastWindow): Promise<SituationCell[]> {
  const text =
    w.unit === 'minute'
      ? `select ${CELL}, ${ID}, sum(n)::int as n from rollup_minute where minute >= $1 and minute < $2 and ${IN_SCOPE} group by ${CELL} having sum(n) <> 0`
      : `select ${CELL}, ${ID}, sum(n)::int as n from rollup_hour where hour >= $1 and hour < $2 and ${IN_SCOPE} group by ${CELL} having sum(n) <> 0`;
  const { rows } = await db.query<SituationCell>(text, [w.from, w.to, w.districts]);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Answers the roll-ups' cursor: what the counts above hold. */
export async function rollupsSeq(db: Pool | ClientBase): Promise<number> {
  const { rows } = await db.query<{ seq: string }>(`select seq from reader where name = 'rollups'`);
  return Number(rows[0]?.seq ?? 0);
}
