import { z } from 'zod';
import { MapArea } from './map-area.js';
import { RowQuery } from './rows.js';

/** `GET /api/v1/map/counts`: the whole city or a drawn area, now, when the journal stood at `asOf`, or as it stood at the moment `at`. */
export const MapCountsQuery = z.strictObject({
  area: MapArea.optional(),
  asOf: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
export type MapCountsQuery = z.infer<typeof MapCountsQuery>;

/** One figure of the map: how many rows `query` with `filters` has at the answer's `asOf`. `part`: one class of a layer; null is all of it. */
export const MapCount = z.object({
  layer: z.enum(['incidents', 'register', 'sensors', 'units', 'reports']),
  part: z.string().nullable(),
  query: RowQuery,
  filters: z.record(z.string(), z.string()),
  n: z.int(),
});
export type MapCount = z.infer<typeof MapCount>;

/** What stands on the map. Layers that the asker may not read are left out. All of it was read at one place of the journal. */
export const MapCounts = z.object({ asOf: z.object({ seq: z.int(), at: z.string() }), counts: z.array(MapCount) });
export type MapCounts = z.infer<typeof MapCounts>;
