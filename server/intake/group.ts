import type { ReadingRow, Reject, Row, Unit } from './row.js';

/** What became of one item, told to its request after the commit. */
export type Outcome =
  | { kind: 'accepted' }
  | { kind: 'duplicate' }
  | { kind: 'rejected'; deadLetterId: string; code: string; pointer: string; detail: string };

/** An item in the queue with the request that waits for it. */
export interface Waiting<U extends Unit = Unit> {
  unit: U;
  job: Job;
}

/** A request that waits until all its items are settled. */
export interface Job {
  settle(unit: Unit, outcome: Outcome): void;
}

/** Outcomes of one attempt at a transaction; nothing of it is told before the commit. */
export type Outcomes = Map<Unit, Outcome>;

/** Splits what waits into kinds, in order. */
export function byKind(waiting: readonly Waiting[]): { rows: Row[]; readings: ReadingRow[]; rejects: Reject[] } {
  const rows: Row[] = [];
  const readings: ReadingRow[] = [];
  const rejects: Reject[] = [];
  for (const { unit } of waiting) {
    if (unit.kind === 'row') rows.push(unit);
    else if (unit.kind === 'reading') readings.push(unit);
    else rejects.push(unit);
  }
  return { rows, readings, rejects };
}

/** Makes a reject of an item that was found wanting only against what is stored. */
export function lateReject(unit: Row | ReadingRow, code: string, pointer: string, detail: string): Reject {
  const { source, index, itemId, raw, bytes } = unit;
  return { kind: 'reject', source, index, itemId, raw, bytes, code, pointer, detail };
}
