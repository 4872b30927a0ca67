import { polygonsOf, type Geometry, type Position } from '../geojson.js';

/** A point [lon, lat] inside an area, fit for a label: the middle of its widest stretch at the height of its centroid. */
export function labelPoint(geometry: Geometry): [number, number] | null {
  const outlines = polygonsOf(geometry).map((rings) => rings[0] ?? []);
  const biggest = outlines.sort((a, b) => Math.abs(doubleArea(b)) - Math.abs(doubleArea(a)))[0];
  if (biggest === undefined || biggest.length === 0) return null;
  const lat = centroidLat(biggest);
  const crossings = crossingsAt(biggest, lat);
  let best: [number, number] | null = null;
  let width = -1;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number];
    if (to - from > width) [width, best] = [to - from, [round((from + to) / 2), round(lat)]];
  }
  const [lon = 0, ownLat = 0] = biggest[0] ?? [];
  return best ?? [lon, ownLat];
}

function crossingsAt(ring: readonly Position[], lat: number): number[] {
  const lons: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[i - 1] ?? [], ring[i] ?? []];
    if (ay <= lat !== by <= lat) lons.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
  }
  return lons.sort((a, b) => a - b);
}

/** Latitude of the centroid; the mean of the corners for a ring without area. */
function centroidLat(ring: readonly Position[]): number {
  const area = doubleArea(ring);
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  if (Math.abs(area) < 1e-12) return ring.reduce((sum, p) => sum + (p[1] ?? 0), 0) / ring.length;
  let moment = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[i - 1] ?? [], ring[i] ?? []];
    moment += ((ax - x0) * (by - y0) - (bx - x0) * (ay - y0)) * (ay - y0 + (by - y0));
  }
  return y0 + moment / (3 * area);
}

/** Signed, times two, in square degrees, taken from the first corner so that small rings far from 0° keep their digits. */
function doubleArea(ring: readonly Position[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[i - 1] ?? [], ring[i] ?? []];
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return sum;
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
