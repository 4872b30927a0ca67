import gcoordModule from 'gcoord';
import type { Crs } from '../../protocol/geo.js';

// gcoord is CommonJS that assigns module.exports whole: its types describe a default export that is one level deeper at run time.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** Converts a point [lon, lat] to WGS-84 degrees. CGCS2000 differs by centimetres and is taken as is. @source handbook §CRS */
export function toWgs84(point: [number, number], crs: Crs): [number, number] {
  if (crs === 'wgs84' || crs === 'cgcs2000') return point;
  return gcoord.transform<[number, number]>(point, crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09, gcoord.WGS84);
}
