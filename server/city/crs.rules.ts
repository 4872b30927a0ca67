import gcoordModule from 'gcoord';
import type { Crs } from '../../protocol/geo.js';

/** The package is CommonJS that types itself as a module: what is imported is its `default`. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** Steps per degree kept after a conversion: 1 cm, finer than any of the systems agrees with another. */
const STEPS = 1e7;

/**
 * Converts a place [lon, lat] in degrees to WGS-84. CGCS2000 differs from it by centimetres and is taken as it is.
 * Equal input gives equal output, so borders that two areas share stay shared.
 */
export function toWgs84(crs: Crs, lon: number, lat: number): [number, number] {
  if (crs === 'wgs84' || crs === 'cgcs2000') return [lon, lat];
  const [x, y] = gcoord.transform([lon, lat], crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84);
  return [Math.round(x * STEPS) / STEPS, Math.round(y * STEPS) / STEPS];
}
