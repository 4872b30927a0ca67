import type { LonLat } from '../../../protocol/geo.js';

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?`;
const PAIR = new RegExp(`^(${NUMBER}),(${NUMBER})$`);
const CIRCLE = new RegExp(`^(${NUMBER},${NUMBER})\\s+(${NUMBER})$`);
/** Corners of a ring that closes: three and the first again. @source CAP 1.2 §3.2.4 */
const LEAST_CORNERS = 4;
/** A circle around half the Earth. */
const MAX_RADIUS_KM = 20_038;

/** Reads "lat,lon lat,lon ..."; answers what is wrong as text. */
export function readPolygon(text: string): LonLat[] | string {
  const points: LonLat[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const point = readPoint(word);
    if (typeof point === 'string') return point;
    points.push(point);
  }
  if (points.length < LEAST_CORNERS) return `${points.length} points; a polygon needs at least ${LEAST_CORNERS}`;
  const [first, last] = [points[0], points.at(-1)] as [LonLat, LonLat];
  if (first[0] !== last[0] || first[1] !== last[1]) return 'a polygon ends where it began';
  return points;
}

/** Reads "lat,lon radius", the radius in kilometres. */
export function readCircle(text: string): { center: LonLat; radiusKm: number } | string {
  const [, pair, radius] = CIRCLE.exec(text.trim()) ?? [];
  if (pair === undefined) return `"${text.slice(0, 60)}" is not "lat,lon radius"`;
  const center = readPoint(pair);
  const radiusKm = Number(radius);
  if (typeof center === 'string') return center;
  if (radiusKm < 0 || radiusKm > MAX_RADIUS_KM) return `a radius of ${radius} km is none`;
  return { center, radiusKm };
}

function readPoint(word: string): LonLat | string {
  const [, lat, lon] = PAIR.exec(word) ?? [];
  if (lat === undefined) return `"${word.slice(0, 60)}" is not "lat,lon"`;
  if (Math.abs(Number(lat)) > 90 || Math.abs(Number(lon)) > 180) return `${word} is no place in degrees WGS-84`;
  return [Number(lon), Number(lat)];
}
