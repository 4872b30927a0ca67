import type { RiskMap } from '@protocol/live/risk-map';
import { shownCount } from '../../ui/figure.js';
import { figureQuery } from './figures.rules.js';

/** Items told in words on the map: at most two, and only urgent ones. */
const CALLOUTS = 2;

/** Cells of each level, and those with silent sensors, for the legend. A cell may be both. */
export function cellCounts(risk: RiskMap | null): Record<1 | 2 | 3 | 'unknown', number> {
  const counts = { 1: 0, 2: 0, 3: 0, unknown: 0 };
  for (const { level, unknown } of Object.values(risk?.cells ?? {})) {
    if (level > 0) counts[level as 1 | 2 | 3] += 1;
    if (unknown > 0) counts.unknown += 1;
  }
  return counts;
}

/** Something to mark on the map: an open incident, or a report where no incident is open. */
export interface Markable {
  id: string;
  type: string;
  priority: 1 | 2 | 3 | 4;
  district: string;
  road: string | null;
  lon: number | null;
  lat: number | null;
}

/** What has a point, in the order of the list. */
export function placed<M extends Markable>(items: readonly M[]): (M & { at: readonly [number, number] })[] {
  return items.flatMap((item) =>
    item.lon === null || item.lat === null ? [] : [{ ...item, at: [item.lon, item.lat] as const }],
  );
}

/** The records of the last hour in a cell of the map and the rows behind it; null when the cell has none now. @param seq of the map's state */
export function cellFigure(risk: RiskMap, h3: string, seq: number): { query: string; shown: string } | null {
  const cell = risk.cells[h3];
  const n = cell?.n.reduce((sum, part) => sum + part, 0) ?? 0;
  if (n === 0) return null;
  return { query: figureQuery('observations.total', { h3, ...risk.window }, seq), shown: shownCount(n) };
}

/** The one or two that the map tells in words: critical and urgent ones. */
export function calledOut<M extends Markable>(items: readonly M[]): M[] {
  return items.filter((item) => item.priority <= 2).slice(0, CALLOUTS);
}
