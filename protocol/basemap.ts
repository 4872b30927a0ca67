import { z } from 'zod';
import { Crs } from './geo.js';

/**
 * `GET /api/v1/city/basemap`: the city's own basemap, a PMTiles archive that somebody put into `maps/` of the data. `version` changes with the file.
 * `crs`: what its tiles are drawn in; points are moved to it, never the tiles. `fault`: a file is there and is no archive that can be drawn.
 */
export const Basemap = z.object({
  crs: Crs,
  file: z
    .object({ version: z.string(), bytes: z.int(), kind: z.enum(['vector', 'raster']), maxZoom: z.int() })
    .nullable(),
  fault: z.enum(['not-pmtiles', 'unknown-tiles']).nullable(),
});
export type Basemap = z.infer<typeof Basemap>;

/** Where the archive is served, by ranges (RFC 9110 §14). */
export const BASEMAP_PATH = '/api/v1/city/basemap/city.pmtiles';
