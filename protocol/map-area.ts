import { z } from 'zod';
import { LonLat } from './geo.js';

/** Corners of a drawn area, and how large it may be: from a house to more than any city's ground. @source ours: what PostgreSQL tests in milliseconds */
export const AREA_CORNERS = { least: 3, most: 64 } as const;
export const AREA_KM2 = { least: 0.000_1, most: 20_000 } as const;
/** Kilometres of a degree of latitude. @source WGS-84 mean meridian */
const KM_PER_DEGREE = 111.195;

/** Writes the corners of an area as one word of a query string: `lon,lat;lon,lat;...`, WGS-84 degrees to 0.1 m. */
export function areaText(corners: readonly (readonly [number, number])[]): string {
  return corners.map(([lon, lat]) => `${round(lon)},${round(lat)}`).join(';');
}

/** Reads the corners back. What is no number becomes NaN, which no area lets through. */
export function areaCorners(text: string): [number, number][] {
  return text.split(';').map((corner) => {
    const [lon = NaN, lat = NaN, ...more] = corner.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
    return more.length > 0 ? [NaN, NaN] : [lon, lat];
  });
}

/** The size of an area in km², flat around its middle latitude: good to 1 % within a city. */
export function areaKm2(corners: readonly (readonly [number, number])[]): number {
  const [lon0, lat0] = corners[0] ?? [0, 0];
  const kmPerLon = KM_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  const flat = corners.map(([lon, lat]) => [(lon - lon0) * kmPerLon, (lat - lat0) * KM_PER_DEGREE] as const);
  const twice = flat.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = flat[(i + 1) % flat.length] ?? [0, 0];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** An area drawn on the map, as a query string carries it: a ring of corners that is closed by itself. */
export const MapArea = z
  .string()
  .max(2000)
  .superRefine((text, ctx) => {
    const corners = areaCorners(text);
    const fault = (message: string) => ctx.addIssue({ code: 'custom', message });
    if (!corners.every((corner) => LonLat.safeParse(corner).success))
      return fault('corners are lon,lat in degrees, separated by semicolons');
    if (corners.length < AREA_CORNERS.least || corners.length > AREA_CORNERS.most)
      return fault(`an area has ${AREA_CORNERS.least} to ${AREA_CORNERS.most} corners`);
    const size = areaKm2(corners);
    if (size < AREA_KM2.least || size > AREA_KM2.most)
      fault(`an area has ${AREA_KM2.least} to ${AREA_KM2.most} km²; this one has ${size.toFixed(4)}`);
  });

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
