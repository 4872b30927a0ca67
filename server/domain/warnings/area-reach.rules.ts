import type { LonLat } from '../../../protocol/geo.js';
import type { CapArea, CapInfo, WarningReach } from '../../../protocol/warning.js';

/** Kilometres of a degree of latitude. @source IUGG mean radius R1 */
const KM_PER_DEGREE = 111.195;

type Ring = readonly (readonly number[])[];
/** A district as far as a warning's area can meet it: its code and its outlines. Holes are left out: no district lies in another's hole alone. */
export interface Ground {
  code: string;
  outlines: readonly Ring[];
}

/** Which districts the areas of a warning meet: by the division codes that they name, or by their polygons and circles. */
export function reachOf(
  infos: readonly CapInfo[],
  grounds: readonly Ground[],
): { reach: WarningReach; districts: string[] } {
  const areas = infos.flatMap((info) => info.areas);
  const districts = grounds.filter((ground) => areas.some((area) => meets(area, ground))).map(({ code }) => code);
  if (districts.length > 0) return { reach: 'inside', districts };
  const isDrawn = areas.some((area) => area.polygons.length + area.circles.length > 0);
  return { reach: isDrawn ? 'outside' : 'unknown', districts };
}

/** Whether a point lies in an area; null when the area has no shape to tell by. */
export function holds(area: CapArea, point: LonLat): boolean | null {
  if (area.polygons.length + area.circles.length === 0) return null;
  return (
    area.polygons.some((ring) => isInside(ring, point)) ||
    area.circles.some(({ center, radiusKm }) => distanceKm(center, point) <= radiusKm)
  );
}

function meets(area: CapArea, { code, outlines }: Ground): boolean {
  return (
    area.geocodes.some(({ value }) => isDivision(value, code)) ||
    outlines.some(
      (outline) =>
        area.polygons.some((ring) => doMeet(ring, outline)) ||
        area.circles.some(
          ({ center, radiusKm }) => isInside(outline, center) || distanceToKm(outline, center) <= radiusKm,
        ),
    )
  );
}

/** A division code names a district when it is its own, one inside it (12 digits), or its city's (four digits and zeros). @source GB/T 2260 */
function isDivision(value: string, code: string): boolean {
  if (!/^\d{6}(\d{3}|\d{6})?$/.test(value)) return false;
  const six = value.slice(0, 6);
  return six === code || (six.endsWith('00') && code.startsWith(six.slice(0, 4)));
}

function doMeet(a: Ring, b: Ring): boolean {
  const [firstA, firstB] = [a[0], b[0]];
  if (!firstA || !firstB) return false;
  if (isInside(a, firstB) || isInside(b, firstA)) return true;
  return edges(a).some((x) => edges(b).some((y) => doCross(x, y)));
}

type Edge = readonly [readonly number[], readonly number[]];

function edges(ring: Ring): Edge[] {
  return ring.slice(1).map((to, i) => [ring[i] as readonly number[], to]);
}

function doCross([a, b]: Edge, [c, d]: Edge): boolean {
  const side = (p: readonly number[], q: readonly number[], r: readonly number[]) =>
    Math.sign((x(q) - x(p)) * (y(r) - y(p)) - (y(q) - y(p)) * (x(r) - x(p)));
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function isInside(ring: Ring, point: readonly number[]): boolean {
  let odd = false;
  for (const [p, q] of edges(ring)) {
    if (y(p) > y(point) === y(q) > y(point)) continue;
    if (x(point) < x(p) + ((y(point) - y(p)) / (y(q) - y(p))) * (x(q) - x(p))) odd = !odd;
  }
  return odd;
}

/** Kilometres from a point to the nearest edge, on a plane laid through the point: good to a percent over a province. */
function distanceToKm(ring: Ring, point: readonly number[]): number {
  const scale = Math.cos((y(point) * Math.PI) / 180);
  const flat = (p: readonly number[]) => [(x(p) - x(point)) * scale * KM_PER_DEGREE, (y(p) - y(point)) * KM_PER_DEGREE];
  const distances = edges(ring).map(([p, q]) => {
    const [a, b] = [flat(p), flat(q)];
    const [dx, dy] = [x(b) - x(a), y(b) - y(a)];
    const t = Math.max(0, Math.min(1, -(x(a) * dx + y(a) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x(a) + t * dx, y(a) + t * dy);
  });
  return Math.min(...distances);
}

function distanceKm(a: readonly number[], b: readonly number[]): number {
  const scale = Math.cos((((y(a) + y(b)) / 2) * Math.PI) / 180);
  return Math.hypot((x(b) - x(a)) * scale, y(b) - y(a)) * KM_PER_DEGREE;
}

const x = (p: readonly number[]) => p[0] as number;
const y = (p: readonly number[]) => p[1] as number;
