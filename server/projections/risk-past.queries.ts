import type { ClientBase } from 'pg';
import type { RiskCellValue, RiskContribution, RiskCounts } from '../../protocol/risk.js';

/** The turn of the index that was on the map at a moment, and the last one before it (or itself) that stated all cells. */
export interface PastTurn {
  statedAt: string;
  wholeAt: string;
  weights: number;
}

/** Counts of a turn by resolution and district: [low, middle, high, with silent sensors]. */
type TurnCounts = Record<string, Record<string, [number, number, number, number]>>;

/** Each cell as it was stated last at $1, read from the whole turn $2 on. Primary key of risk_cell_state; only the partitions of the span are read. */
const LATEST = `select distinct on (cell) to_hex(cell) as cell, district, value, level, unknown from risk_cell_state
  where res = $3 and stated_at <= $1 and stated_at >= $2 order by cell, stated_at desc`;

/**
 * Waits for a turn that is being written, and keeps the next one off until the transaction ends: what stands now is then all there will ever be for this
 * moment. Before the first query of a transaction, whose snapshot it precedes.
 */
export async function awaitTurn(db: ClientBase): Promise<void> {
  await db.query('lock table risk_turn in share mode');
}

/** Finds what was on the map at a moment; null when nothing was stated yet, or nothing is kept. Primary key of risk_turn, risk_turn_whole. */
export async function turnAt(db: ClientBase, at: string): Promise<PastTurn | null> {
  const { rows } = await db.query<PastTurn>(
    `select iso_utc(t.stated_at) as "statedAt", iso_utc(w.stated_at) as "wholeAt", t.weights
     from (select stated_at, weights from risk_turn where stated_at <= $1 order by stated_at desc limit 1) t
     cross join lateral (select stated_at from risk_turn where is_whole and stated_at <= t.stated_at order by stated_at desc limit 1) w`,
    [at],
  );
  return rows[0] ?? null;
}

/** The cells on the map at a turn, the worst first. `districts`: null is all of them. */
export async function readCells(
  db: ClientBase,
  { statedAt, wholeAt }: PastTurn,
  { res, districts }: { res: number; districts: readonly string[] | null },
): Promise<RiskCellValue[]> {
  const { rows } = await db.query<RiskCellValue>(
    `select * from (${LATEST}) l where (value > 0 or unknown <> '{}') and ($4::text[] is null or district = any ($4))
     order by value desc, cell`,
    [statedAt, wholeAt, res, districts],
  );
  return rows;
}

/** One cell with its explanation. `since`: when this was stated. */
export type PastCell = RiskCellValue & { since: string; contributions: RiskContribution[] };

/** One cell as it stood at a turn; undefined when it was not stated. Primary key of risk_cell_state. */
export async function readCell(
  db: ClientBase,
  { statedAt, wholeAt }: PastTurn,
  { res, cell }: { res: number; cell: string },
): Promise<PastCell | undefined> {
  const { rows } = await db.query<PastCell>(
    `select to_hex(cell) as cell, district, value, level, unknown, contributions, iso_utc(stated_at) as since from risk_cell_state
     where res = $3 and cell = ('x' || lpad($4, 16, '0'))::bit(64)::bigint and stated_at <= $1 and stated_at >= $2
     order by stated_at desc limit 1`,
    [statedAt, wholeAt, res, cell],
  );
  return rows[0];
}

/** Counts at the last turn of each hour in [from, to), by epoch hour. Primary key of risk_turn. */
export async function readCourse(
  db: ClientBase,
  span: { from: string; to: string },
): Promise<{ hour: number; counts: TurnCounts }[]> {
  const { rows } = await db.query<{ hour: number; counts: TurnCounts }>(
    `select distinct on (1) floor(extract(epoch from stated_at) / 3600)::int as hour, counts from risk_turn
     where stated_at >= $1 and stated_at < $2 order by 1, stated_at desc`,
    [span.from, span.to],
  );
  return rows;
}

/** Points of alarms by priority in a version of the weights. */
export async function readAlarmPoints(db: ClientBase, version: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await db.query<{ priority: number; value: number }>(
    `select right(name, 1)::int as priority, value from risk_weight where version = $1 and name like 'alarm.%'`,
    [version],
  );
  return new Map(rows.map((row) => [row.priority, row.value]));
}

/** Adds up the counts of one resolution over districts; null is all of them. */
export function addUp(counts: TurnCounts, res: number, districts: readonly string[] | null): RiskCounts {
  const sum = { high: 0, middle: 0, low: 0, unknown: 0 };
  for (const [district, [low, middle, high, unknown]] of Object.entries(counts[res] ?? {})) {
    if (districts && !districts.includes(district)) continue;
    sum.high += high;
    sum.middle += middle;
    sum.low += low;
    sum.unknown += unknown;
  }
  return sum;
}
