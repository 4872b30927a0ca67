import { z } from 'zod';
import { LonLat } from './geo.js';

/** What kind of force a unit is. Its speed and patience are in server/city/unit-types.data.ts. */
export const UnitType = z.enum([
  'enforcement',
  'municipal',
  'sanitation',
  'greening',
  'fire',
  'police',
  'traffic-police',
  'medical',
  'emergency',
  'gas',
  'water',
  'drainage',
  'power',
  'heat',
  'telecom',
  'lift',
  'community',
  'other',
]);
export type UnitType = z.infer<typeof UnitType>;

/** What a unit can do; needs of an incident are counted in these. */
export const Skill = z.enum([
  'enforcement',
  'road',
  'sanitation',
  'greening',
  'fire',
  'rescue',
  'hazmat',
  'police',
  'traffic',
  'medical',
  'emergency',
  'gas',
  'water',
  'drainage',
  'power',
  'heat',
  'telecom',
  'lift',
  'community',
]);
export type Skill = z.infer<typeof Skill>;

/** The status clock of a unit: 待命, 出动, 途中, 到场, 处置, 返回, 休整, 失联. */
export const UnitStatus = z.enum([
  'standby',
  'dispatched',
  'en-route',
  'on-scene',
  'handling',
  'returning',
  'resting',
  'lost',
]);
export type UnitStatus = z.infer<typeof UnitStatus>;

/** Name of a unit: letters, digits, dot, underscore, hyphen. */
export const UnitId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);

/** One of the fields of enforcement (执法领域) with the types that belong to it, by prefix. `source` says whose list it is. */
export const EnforcementField = z.object({
  code: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  nameZh: z.string(),
  nameEn: z.string(),
  types: z.array(z.string()),
  source: z.string(),
});
export type EnforcementField = z.infer<typeof EnforcementField>;

/** A unit as it stands now. `statusAt` is null until its status has changed for the first time. `phone`: whether one is known; the number is revealed with a reason only. `base` is where it is kept. */
export const Unit = z.object({
  id: UnitId,
  nameZh: z.string(),
  nameEn: z.string(),
  type: UnitType,
  skills: z.array(Skill),
  fields: z.array(z.string()),
  organisationZh: z.string(),
  organisationEn: z.string(),
  district: z.string(),
  areas: z.array(z.string()),
  crew: z.int(),
  phone: z.boolean(),
  capacity: z.int(),
  base: LonLat.nullable(),
  position: LonLat.nullable(),
  positionAt: z.string().nullable(),
  status: UnitStatus,
  statusAt: z.string().nullable(),
  onShift: z.boolean(),
  load: z.int(),
  drill: z.boolean(),
});
export type Unit = z.infer<typeof Unit>;

/** Answer of `GET /api/v1/units`. */
export const UnitList = z.object({ total: z.int(), units: z.array(Unit), cursor: z.string().nullable() });
export type UnitList = z.infer<typeof UnitList>;

/** Query of `GET /api/v1/units`. Several values of one filter are separated by commas. */
export const UnitsQuery = z.strictObject({
  district: z.string().max(200).optional(),
  status: z
    .string()
    .max(200)
    .refine((v) => v.split(',').every((word) => UnitStatus.safeParse(word).success), {
      message: `one or several of ${UnitStatus.options.join(', ')}`,
    })
    .optional(),
  type: z.string().max(200).optional(),
  free: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  cursor: UnitId.optional(),
});
export type UnitsQuery = z.infer<typeof UnitsQuery>;

/** Body of `POST /api/v1/units/{id}/status`. `lost` is never said, only found. */
export const UnitStatusInput = z.strictObject({ status: UnitStatus.exclude(['lost']) });
export type UnitStatusInput = z.infer<typeof UnitStatusInput>;

/** Body of `POST /api/v1/units/{id}/position`: WGS-84 degrees; `at` is when it was measured, now when absent. */
export const UnitPositionInput = z.strictObject({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  at: z.iso.datetime({ offset: true }).optional(),
});
export type UnitPositionInput = z.infer<typeof UnitPositionInput>;

/** A unit type with what ranking and the status clock take of it. `speedKmh`: planning speed through the city. */
export const UnitTypeFacts = z.object({
  type: UnitType,
  nameZh: z.string(),
  nameEn: z.string(),
  speedKmh: z.number(),
  skills: z.array(Skill),
});
export type UnitTypeFacts = z.infer<typeof UnitTypeFacts>;
