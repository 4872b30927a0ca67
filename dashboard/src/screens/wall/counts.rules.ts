import { NO_DISTRICT } from '@protocol/geo';
import type { Situation, SituationCell } from '@protocol/live/situation';

/** A share of a count: a district's or a type's. */
export interface Share {
  key: string;
  n: number;
}

/** Adds cells up by one of their keys, biggest first, ties by key. */
export function sharesBy(cells: readonly SituationCell[], key: 'district' | 'type' | 'stream' | 'placed'): Share[] {
  const sums = new Map<string, number>();
  for (const cell of cells) sums.set(cell[key], (sums.get(cell[key]) ?? 0) + cell.n);
  return [...sums]
    .map(([k, n]) => ({ key: k, n }))
    .filter((s) => s.n > 0)
    .sort((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1));
}

/** The biggest share that names something (a district, not "outside"); null when there is none. */
export function topShare(cells: readonly SituationCell[], key: 'district' | 'type'): Share | null {
  return sharesBy(cells, key).find((s) => s.key !== NO_DISTRICT) ?? null;
}

/** Records of a district in a list of cells, by code; districts without records count 0. */
export function countByDistrict(cells: readonly SituationCell[], codes: readonly string[]): Share[] {
  const shares = new Map(sharesBy(cells, 'district').map((s) => [s.key, s.n]));
  return codes.map((key) => ({ key, n: shares.get(key) ?? 0 }));
}

/** Records still open with a priority. */
export function openWith(situation: Situation, priority: number): number {
  return situation.openNow.filter((c) => c.priority === priority).reduce((sum, c) => sum + c.open, 0);
}
