import { z } from 'zod';

/** A place as [lon, lat], WGS-84 degrees. */
export const LonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type LonLat = z.infer<typeof LonLat>;

/** Coordinate systems accepted from sources. Inside the service only WGS-84 exists. @source handbook: CGCS2000 is WGS-84 for display. */
export const Crs = z.enum(['wgs84', 'gcj02', 'bd09', 'cgcs2000']);
export type Crs = z.infer<typeof Crs>;

/** An H3 cell as its 15-digit hexadecimal string. Numbers would lose bits. */
export const H3Cell = z.string().regex(/^[0-9a-f]{15}$/);

/** How a record relates to the city's ground: inside a district, a point outside every district, or no point at all. */
export const Placed = z.enum(['in', 'outside', 'unlocated']);
export type Placed = z.infer<typeof Placed>;

/** District code of everything that no district holds. */
export const NO_DISTRICT = '-';
