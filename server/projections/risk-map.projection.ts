import { cellToLatLng, cellToParent } from 'h3-js';
import type { RiskCell, RiskMap } from '../../protocol/live/risk-map.js';
import type { CityState } from './city-state.projection.js';
import { windowOf, type Times } from './times.rules.js';

/** Weight of one record by priority 1..4, and the sums from which a cell is middle or high. @source docs/adr/0004 */
const WEIGHTS = [9, 4, 1, 0.5] as const;
const MIDDLE_FROM = 4;
const HIGH_FROM = 9;

/** Draws the state of `risk-map`. `isIn` says which points are shown: a cell (res 9) belongs where its middle lies. */
export function riskMapOf(
  city: CityState,
  t: Times,
  of: { res: number; isIn: ((lon: number, lat: number) => boolean) | null },
): RiskMap {
  const cells = new Map<string, RiskCell['n']>();
  for (const { h3, priority, n } of city.hexes.view(t)) {
    if (of.isIn && !holds(h3, of.isIn)) continue;
    const id = cellToParent(h3, of.res);
    const counts = cells.get(id) ?? [0, 0, 0, 0];
    cells.set(id, counts);
    counts[priority - 1] = (counts[priority - 1] ?? 0) + n;
  }
  const sorted = [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    window: windowOf(t.hourFrom, t.to),
    res: of.res,
    cells: Object.fromEntries(sorted.map(([id, n]) => [id, { n, level: levelOf(n) }])),
  };
}

/** Grades a cell by its weighted count: 1 low, 2 middle, 3 high. */
export function levelOf(n: RiskCell['n']): 1 | 2 | 3 {
  const weight = WEIGHTS.reduce((total, w, i) => total + w * (n[i] ?? 0), 0);
  if (weight >= HIGH_FROM) return 3;
  return weight >= MIDDLE_FROM ? 2 : 1;
}

function holds(h3: string, isIn: (lon: number, lat: number) => boolean): boolean {
  const [lat, lon] = cellToLatLng(h3);
  return isIn(lon, lat);
}
