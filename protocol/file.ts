import { z } from 'zod';

/** Types a photo may be sent as; its own first bytes decide, whatever the header says. It is kept and answered as JPEG. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
/** Largest photo taken, bytes. @source issue B: 15 MB */
export const MAX_PHOTO = 15 * 1024 * 1024;

/** Query of `POST /api/v1/files`: what the phone says when the photo itself does not. Degrees WGS-84; both or none. */
export const PhotoQuery = z
  .strictObject({
    takenAt: z.iso.datetime({ offset: true }).optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    drill: z.enum(['1']).optional(),
  })
  .refine(({ lon, lat }) => (lon === undefined) === (lat === undefined), { message: 'send lon and lat, or neither' });
export type PhotoQuery = z.infer<typeof PhotoQuery>;

/** Who says so: the camera inside the photo, or the phone beside it. Both are claims. */
const Claimed = z.enum(['exif', 'phone']);

/** A photo without its pixels. `sha256` is that of the bytes as they were sent, hex; `width`, `height`, `bytes` are of the one that is kept. */
export const StoredFile = z.object({
  ...{ id: z.string(), sha256: z.string(), bytes: z.int(), width: z.int(), height: z.int() },
  ...{ takenAt: z.string().nullable(), takenAtFrom: Claimed.nullable() },
  ...{ lon: z.number().nullable(), lat: z.number().nullable(), placeFrom: Claimed.nullable() },
  ...{ at: z.string(), by: z.string(), isDrill: z.boolean() },
});
export type StoredFile = z.infer<typeof StoredFile>;
