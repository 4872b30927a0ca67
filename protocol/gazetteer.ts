import { z } from 'zod';

/** A place of the city's gazetteer: `kind` `address` (found as an address), `road`, `street`, `district`, or the city's own word for the place. */
export const GazetteerPlace = z.object({
  name: z.string(),
  nameEn: z.string().nullable(),
  kind: z.string(),
  lon: z.number(),
  lat: z.number(),
  district: z.string().nullable(),
  road: z.string().nullable(),
});
export type GazetteerPlace = z.infer<typeof GazetteerPlace>;

export const GazetteerPlaces = z.object({ items: z.array(GazetteerPlace) });
export type GazetteerPlaces = z.infer<typeof GazetteerPlaces>;

/** Query of `GET /api/v1/gazetteer`: words or pinyin initials, or a point picked on the map (WGS-84). */
export const GazetteerQuery = z
  .strictObject({
    q: z.string().trim().min(1).max(100).optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  })
  .refine((query) => (query.q === undefined) === (query.lon !== undefined && query.lat !== undefined), {
    message: 'give either q or lon and lat',
  });
