import { cellToLatLng, cellToParent } from 'h3-js';
import type { RiskCell, RiskMap } from '../../protocol/live/risk-map.js';
import type { CityState } from './city-state.projection.js';
import { windowOf, type Times } from './times.rules.js';

/** Draws the state of `risk-map`. `isIn` says which points are shown: a cell belongs where its middle lies, its records where the middle of theirs (res 9) does. */
export function riskMapOf(
  city: CityState,
  t: Times,
  of: { res: number; isIn: ((lon: number, lat: number) => boolean) | null },
): RiskMap {
  const cells = new Map<string, RiskCell>();
  for (const [id, cell] of city.cells.risk.at(of.res))
    if (!of.isIn || holds(id, of.isIn)) cells.set(id, { ...cell, n: [0, 0, 0, 0] });
  for (const { h3, priority, n } of city.cells.hexes.view(t)) {
    if (of.isIn && !holds(h3, of.isIn)) continue;
    const id = cellToParent(h3, of.res);
    const cell = cells.get(id) ?? { value: 0, level: 0, unknown: 0, n: [0, 0, 0, 0] };
    cells.set(id, cell);
    cell.n[priority - 1] = (cell.n[priority - 1] ?? 0) + n;
  }
  const sorted = [...cells].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    window: windowOf(t.hourFrom, t.to),
    ...city.cells.risk.asOf,
    res: of.res,
    cells: Object.fromEntries(sorted),
  };
}

function holds(h3: string, isIn: (lon: number, lat: number) => boolean): boolean {
  const [lat, lon] = cellToLatLng(h3);
  return isIn(lon, lat);
}
