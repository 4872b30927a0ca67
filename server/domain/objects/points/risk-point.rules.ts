import type { RiskPoint } from '../../../../protocol/risk-point.js';
import type { NewEntry } from '../../../journal/entry.js';
import type { RiskPointCursor } from './risk-points.queries.js';
import type { RiskPointRecord } from './risk-points.store.js';

/** The fact that a point is on the register now, with the grade it had before; null: it was not there. */
export function changedFact(record: RiskPointRecord, from: string | null): NewEntry {
  const { code, district, h3, category, assessment } = record;
  const { grade, score } = assessment;
  const before = from as RiskPoint['grade'] | null;
  const fact = { type: 'risk-point.changed' as const, point: code, district, h3, category, from: before, to: grade };
  return { fact: { ...fact, score }, subject: code };
}

/** Makes the cursor of a page that ended at a point. */
export function toCursor({ rank, code }: RiskPointCursor): string {
  return `${rank}:${code}`;
}

/** Reads a cursor; null when it is none. */
export function fromCursor(text: string): RiskPointCursor | null {
  const [, rank, code] = /^([1-4]):(.{1,60})$/.exec(text) ?? [];
  return rank === undefined || code === undefined ? null : { rank: Number(rank), code };
}
