import type { SituationCell, WallIncidents } from '@protocol/live/situation';
import type { Lane } from '@protocol/procedure';

/** A district's share of a count. */
interface Share {
  key: string;
  n: number;
}

/** Records of a district in a list of cells, by code; districts without records count 0. */
export function countByDistrict(cells: readonly SituationCell[], codes: readonly string[]): Share[] {
  const sums = new Map<string, number>();
  for (const { district, n } of cells) sums.set(district, (sums.get(district) ?? 0) + n);
  return codes.map((key) => ({ key, n: sums.get(key) ?? 0 }));
}

/** Open incidents in some lanes. The lanes are a partition, so such sums add up to what is open. */
export function inLanes({ counts }: Pick<WallIncidents, 'counts'>, lanes: readonly Lane[]): number {
  return lanes.reduce((sum, lane) => sum + (counts.lanes[lane] ?? 0), 0);
}

/** A share as 97.4%; a dash when there is nothing to have a share of. */
export function shownShare(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—';
}
