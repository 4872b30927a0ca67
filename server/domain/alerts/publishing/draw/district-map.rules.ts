import { polygonsOf, type Geometry } from '../../../../city/geojson.js';
import { Markup, markup } from './markup.rules.js';
import { rounded, signAt } from './sign.rules.js';
import { INK, LINE, RAMP, type Level } from './tone.data.js';

/** A district with its count; places are [lon, lat] WGS-84. Null: nothing is known of it. */
export interface MapDistrict {
  name: string;
  value: number | null;
  center: readonly number[];
  geometry: Geometry;
}

/** A place worth marking: the sign of its topic's level with its number in the list. */
export interface MapMark {
  level: Level;
  numeral: number;
  lon: number;
  lat: number;
}

export interface MapPicture {
  districts: readonly MapDistrict[];
  marks: readonly MapMark[];
  alt: string;
}

/** A shade and the counts it stands for: from `from` up to below `to`; null is open. */
export interface Shade {
  fill: string;
  from: number | null;
  to: number | null;
}

interface Frame {
  width: number;
  size: number;
}

/**
 * Shades of the map, light to deep, cut at the quarters of the counts: a shade says more or fewer, never good or bad.
 * @returns as many shades as the counts can tell apart
 */
export function shadesOf(values: readonly number[]): Shade[] {
  const sorted = [...values].sort((a, b) => a - b);
  const cuts = [0.25, 0.5, 0.75].map((q) => sorted[Math.floor(sorted.length * q)] ?? 0);
  const edges = [...new Set(cuts)].filter((cut) => cut > (sorted[0] ?? 0));
  const ramp = RAMP.slice(RAMP.length - edges.length - 1);
  return ramp.map((fill, i) => ({ fill, from: edges[i - 1] ?? null, to: edges[i] ?? null }));
}

/** Draws the districts shaded by their counts, with names, counts and marks, `width` wide and as high as the city asks. */
export function drawDistricts(picture: MapPicture, { width, size }: Frame): Markup {
  const shades = shadesOf(picture.districts.flatMap(({ value }) => value ?? []));
  const scale = scaleOf(picture.districts, width);
  const marks = picture.marks.map((mark) => ({ ...mark, ...scale.at(mark.lon, mark.lat), r: size * 0.8 }));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${scale.height}" width="${width}" height="${scale.height}" role="img" aria-label="${picture.alt}" font-size="${size}">
${picture.districts.map((d) => markup`<path d="${pathOf(d.geometry, scale)}" fill="${shadeOf(d.value, shades)}" stroke="${d.value === null ? LINE : '#fff'}" stroke-width="1.4" stroke-linejoin="round"/>`)}
${picture.districts.map((d) => nameOf(d, scale, size))}
${marks.map((mark) => signAt(mark.level, mark))}
</svg>`;
}

function shadeOf(value: number | null, shades: readonly Shade[]): string {
  if (value === null) return '#fff';
  return shades.findLast(({ from }) => from === null || value >= from)?.fill ?? '#fff';
}

interface Scale {
  height: number;
  at(lon: number, lat: number): { x: number; y: number };
}

/** Degrees to picture: a city is small enough for one scale along each axis. */
function scaleOf(districts: readonly MapDistrict[], width: number): Scale {
  const points = districts.flatMap(({ geometry }) => polygonsOf(geometry).flat(2));
  const lons = points.map(([lon = 0]) => lon);
  const lats = points.map(([, lat = 0]) => lat);
  const [west, east] = [least(lons), most(lons)];
  const [south, north] = [least(lats), most(lats)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const k = (width - 8) / Math.max(1e-9, (east - west) * squeeze);
  return {
    height: rounded((north - south) * k + 8),
    at: (lon, lat) => ({ x: rounded((lon - west) * squeeze * k + 4), y: rounded((north - lat) * k + 4) }),
  };
}

/** A path on a grid of half a unit: neighbours keep their common line, and repeated points go. */
function pathOf(geometry: Geometry, scale: Scale): string {
  const half = (value: number) => Math.round(value * 2) / 2;
  return polygonsOf(geometry)
    .flat()
    .map((ring) => {
      const points = ring.map(([lon = 0, lat = 0]) => scale.at(lon, lat)).map(({ x, y }) => `${half(x)} ${half(y)}`);
      return `M${points.filter((point, i) => point !== points[i - 1]).join('L')}Z`;
    })
    .join('');
}

function nameOf({ name, value, center: [lon = 0, lat = 0] }: MapDistrict, scale: Scale, size: number): Markup {
  const { x, y } = scale.at(lon, lat);
  const line = (text: string, dy: number, bold: boolean) =>
    markup`<text x="${x}" y="${rounded(y + dy)}" text-anchor="middle" fill="${INK}"${bold && markup` font-weight="700"`}>${text}</text>`;
  return markup`${line(name, -size * 0.15, false)}${line(value === null ? '—' : String(value), size * 1.1, true)}`;
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
