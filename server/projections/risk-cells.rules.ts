import { cellToLatLng } from 'h3-js';
import type { RiskCellValue, RiskContribution, RiskCounts } from '../../protocol/risk.js';

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

/** Reads `west,south,east,north`; null when it is left out. */
export function boxOf(text: string | undefined): Box | null {
  return text === undefined ? null : (text.split(',').map(Number) as unknown as Box);
}

/** Whether the middle of a cell lies in a box. */
export function isMiddleIn(cell: string, [west, south, east, north]: Box): boolean {
  const { lon, lat } = middleOf(cell);
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** The middle of a cell, degrees. */
export function middleOf(cell: string): { lon: number; lat: number } {
  const [lat, lon] = cellToLatLng(cell);
  return { lon, lat };
}

/** Counts cells by level, and those with silent sensors. */
export function countsOf(cells: readonly Pick<RiskCellValue, 'level' | 'unknown'>[]): RiskCounts {
  const ofLevel = (level: number) => cells.filter((cell) => cell.level === level).length;
  const unknown = cells.filter((cell) => cell.unknown.length > 0).length;
  return { high: ofLevel(3), middle: ofLevel(2), low: ofLevel(1), unknown };
}

/** Takes the names of causes out of an explanation whose reader may not see such things; what they add stays. */
export function withoutNames(
  contributions: readonly RiskContribution[],
  hidden: ReadonlySet<RiskContribution['kind']>,
): RiskContribution[] {
  return contributions.map((line) => (hidden.has(line.kind) ? { ...line, ref: null } : line));
}
