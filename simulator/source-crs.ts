import gcoordModule from 'gcoord';
import type { Crs, LonLat } from '../protocol/geo.js';

// gcoord is CommonJS that assigns module.exports whole: its types describe a default export that is one level deeper at run time.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** A WGS-84 point as a source with its own coordinate system would send it, six decimals. CGCS2000 is WGS-84 at this precision. */
export function toSourceCrs(point: LonLat, crs: Crs): LonLat {
  if (crs === 'wgs84' || crs === 'cgcs2000') return [round(point[0]), round(point[1])];
  const [lon, lat] = gcoord.transform<LonLat>(point, gcoord.WGS84, crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09);
  return [round(lon), round(lat)];
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
