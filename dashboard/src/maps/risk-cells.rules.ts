import { cellToCenterChild, cellToLatLng, cellToParent, getResolution, gridDisk, isValidCell } from 'h3-js';

/** A cell as the map shows it. `value` in hundredths of a point; `unknown`: silent sensors in it. */
export interface ShownCell {
  value: number;
  level: 0 | 1 | 2 | 3;
  unknown: number;
}
export type ShownCells = Readonly<Record<string, ShownCell>>;
export type Direction = 'up' | 'down' | 'left' | 'right';

/** Degrees from north, clockwise. */
const BEARING: Readonly<Record<Direction, number>> = { up: 0, right: 90, down: 180, left: 270 };
/** Resolution of cells from each zoom on: about 1.4 km, 0.5 km and 0.2 km across. @source screens §2.3: res 7 city-wide, 8 to 9 by zoom */
const RESOLUTIONS = [
  { from: 13, res: 9 },
  { from: 9.4, res: 8 },
] as const;

/** The resolution that a zoom is looked at with. */
export function resAt(zoom: number): 7 | 8 | 9 {
  return RESOLUTIONS.find(({ from }) => zoom >= from)?.res ?? 7;
}

/** The same place at another resolution: the cell around it, or the one in its middle. */
export function cellAtRes(cell: string, res: number): string {
  return getResolution(cell) >= res ? cellToParent(cell, res) : cellToCenterChild(cell, res);
}

/** The cell that an address names; null when it names none of ours. */
export function cellIn(text: unknown): string | null {
  const isOurs = typeof text === 'string' && isValidCell(text) && getResolution(text) >= 7 && getResolution(text) <= 9;
  return isOurs ? text : null;
}

/** The neighbour that lies in a direction. */
export function neighbour(cell: string, direction: Direction): string {
  const from = middleOf(cell);
  const wanted = BEARING[direction];
  const off = (other: string) => {
    const [lon, lat] = middleOf(other);
    const east = (lon - from[0]) * Math.cos((from[1] * Math.PI) / 180);
    const bearing = (Math.atan2(east, lat - from[1]) * 180) / Math.PI;
    return Math.abs(((bearing - wanted + 540) % 360) - 180);
  };
  const around = gridDisk(cell, 1).filter((other) => other !== cell);
  return around.reduce((best, other) => (off(other) < off(best) ? other : best));
}

/** Cells that have a value, the worst first; those of one value by their name, so that the order is the same everywhere. */
export function worstFirst(cells: ShownCells): string[] {
  return Object.keys(cells)
    .filter((cell) => (cells[cell]?.value ?? 0) > 0)
    .sort((a, b) => (cells[b]?.value ?? 0) - (cells[a]?.value ?? 0) || (a < b ? -1 : 1));
}

/** How many cells stand at each level, and how many are not known to be calm; a cell may be both. */
export function levelCounts(cells: ShownCells): Record<1 | 2 | 3 | 'unknown', number> {
  const counts = { 1: 0, 2: 0, 3: 0, unknown: 0 };
  for (const { level, unknown } of Object.values(cells)) {
    if (level > 0) counts[level as 1 | 2 | 3] += 1;
    if (unknown > 0) counts.unknown += 1;
  }
  return counts;
}

/** Middle of a cell, [lon, lat]. */
export function middleOf(cell: string): [number, number] {
  const [lat, lon] = cellToLatLng(cell);
  return [lon, lat];
}

/** Tells whether a point lies in an area (even-odd), as the service does. */
export function isInside(corners: readonly [number, number][], [lon, lat]: readonly [number, number]): boolean {
  let inside = false;
  corners.forEach(([x, y], i) => {
    const [px, py] = corners[(i + corners.length - 1) % corners.length] ?? [x, y];
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  });
  return inside;
}
