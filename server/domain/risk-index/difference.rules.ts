import { cellToLatLng, getResolution } from 'h3-js';
import type { CellState } from './assess.rules.js';

/** A state of a cell with the district its middle lies in. */
export interface StatedCell extends CellState {
  district: string;
}

/** Counts of one turn by resolution and district: [low, middle, high, with silent sensors]. */
export type TurnCounts = Record<string, Record<string, [number, number, number, number]>>;

/** What the map holds: how each cell on it was last stated, as {@link keyOf} writes it. */
export type Held = Map<string, string>;

/** Writes everything that is stated of a cell as one word; equal words are equal states. */
export function keyOf({ value, level, unknown, contributions }: Omit<CellState, 'cell' | 'res'>): string {
  const lines = contributions.map((c) => [
    ...[c.kind, c.points, c.ref, c.type, c.grade, c.sensor, c.since, c.over, c.decay, c.share, c.n, c.usual],
  ]);
  return JSON.stringify([value, level, unknown, lines]);
}

/** Writes down a whole map. */
export function heldOf(states: readonly CellState[]): Held {
  return new Map(states.map((state) => [state.cell, keyOf(state)]));
}

/** Finds the cells to be stated anew, those that have left the map among them. `keys`: `next` as {@link heldOf} writes it. */
export function differences(held: Held, next: readonly CellState[], keys: Held): CellState[] {
  const changed = next.filter(({ cell }) => held.get(cell) !== keys.get(cell));
  const left = [...held.keys()].filter((cell) => !keys.has(cell)).map(offTheMap);
  return [...changed, ...left];
}

/** Whether a cell has anything on the map. */
export function isOnMap({ value, unknown }: Pick<CellState, 'value' | 'unknown'>): boolean {
  return value > 0 || unknown.length > 0;
}

/** The middle of a cell, degrees. */
export function middleOf(cell: string): { lon: number; lat: number } {
  const [lat, lon] = cellToLatLng(cell);
  return { lon, lat };
}

/** Counts cells by resolution and district. */
export function countsOf(states: readonly StatedCell[]): TurnCounts {
  const counts: TurnCounts = {};
  for (const { res, district, level, unknown } of states) {
    const byDistrict = (counts[res] ??= {});
    const mine = (byDistrict[district] ??= [0, 0, 0, 0]);
    if (level > 0) mine[level - 1] = (mine[level - 1] as number) + 1;
    if (unknown.length > 0) mine[3]++;
  }
  return counts;
}

function offTheMap(cell: string): CellState {
  return { cell, res: getResolution(cell), value: 0, level: 0, unknown: [], contributions: [] };
}
