import { z } from 'zod';

/** `working`; `fault`: known to be out of order. The register says what a camera is, not what it sees. */
export const CameraState = z.enum(['working', 'fault']);
export type CameraState = z.infer<typeof CameraState>;

/** One row of `cameras.json` or `cameras.csv` of a profile. `direction`: degrees from north it looks to; absent: it turns. */
export const ProfileCamera = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  name: z.string().min(1).max(80),
  nameEn: z.string().max(120).optional(),
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  address: z.string().max(120).optional(),
  direction: z.number().min(0).max(359).optional(),
  owner: z.string().min(1).max(60),
  ownerEn: z.string().max(80).optional(),
  state: CameraState.default('working'),
});
export type ProfileCamera = z.infer<typeof ProfileCamera>;

/** A camera as the register knows it. */
export const Camera = z.object({
  ...{ code: z.string(), nameZh: z.string(), nameEn: z.string(), district: z.string(), address: z.string().nullable() },
  ...{ lon: z.number(), lat: z.number(), direction: z.int().nullable() },
  ...{ ownerZh: z.string(), ownerEn: z.string(), state: CameraState },
});
export type Camera = z.infer<typeof Camera>;

/** `distanceM`: from the point that was asked for, null without one. */
export const Cameras = z.object({
  cameras: z.array(Camera.extend({ distanceM: z.int().nullable() })),
  cursor: z.string().nullable(),
});
export type Cameras = z.infer<typeof Cameras>;

/** Query of `GET /api/v1/cameras`: with `lon` and `lat` the nearest first, otherwise by code, page by page. */
export const CamerasQuery = z
  .strictObject({
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    district: z.string().max(20).optional(),
    cursor: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(({ lon, lat }) => (lon === undefined) === (lat === undefined), {
    path: ['lat'],
    message: 'give lon and lat, or neither',
  })
  .refine(({ lon, cursor }) => lon === undefined || cursor === undefined, {
    path: ['cursor'],
    message: 'the nearest come in one page',
  });
export type CamerasQuery = z.infer<typeof CamerasQuery>;
