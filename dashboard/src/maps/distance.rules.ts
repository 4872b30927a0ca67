import { metresBetween } from './ring.rules.js';

/** How far two places lie apart, as 240 m or 3.1 km. @param a [lon, lat] */
export function shownDistance(a: readonly [number, number], b: readonly [number, number]): string {
  const metres = metresBetween(a, b);
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;
}
