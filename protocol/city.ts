import { z } from 'zod';
import { LonLat } from './geo.js';
import { Priority, Stream } from './observation.js';

/** A district or a street (街道/镇) with its label point. Codes nest by prefix. */
export const Area = z.object({
  code: z.string(),
  level: z.enum(['city', 'district', 'street']),
  nameZh: z.string(),
  nameEn: z.string(),
  parent: z.string().nullable(),
  center: LonLat.nullable(),
  population: z.int().nullable(),
});
export type Area = z.infer<typeof Area>;

/** An entry of the catalogue of types. `code` is ours; `stdCode` the standard's, where there is one, and `source` says which. */
export const CatalogueType = z.object({
  code: z.string(),
  stream: Stream,
  family: z.string(),
  stdCode: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  priority: Priority,
  source: z.string(),
});
export type CatalogueType = z.infer<typeof CatalogueType>;

/** How many values of one vital sign become one figure. `above`: sensors at or over `threshold` (a count). */
export const VitalRule = z.object({
  metric: z.string(),
  fold: z.enum(['above', 'mean', 'sum', 'max']),
  threshold: z.number().optional(),
});

/** A vital sign (城市体征) of the wall: a fold over the latest readings of one metric. */
export const VitalSign = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  ownerZh: z.string(),
  ownerEn: z.string(),
  unit: z.string(),
  decimals: z.int().min(0).max(3),
  rule: VitalRule,
  expectEverySeconds: z.int().positive(),
  usual: z.tuple([z.number(), z.number()]).nullable(),
});
export type VitalSign = z.infer<typeof VitalSign>;

/** A feed. `expectEverySeconds` is its rhythm: late after 2x, interrupted after 5x (docs/protocol.md §Feeds). */
export const Source = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  nameZh: z.string().min(1).max(60),
  nameEn: z.string().min(1).max(60),
  streams: z.array(Stream).min(1),
  expectEverySeconds: z.int().positive().nullable(),
  idFrom: z.enum(['message', 'content']),
  retired: z.boolean(),
});
export type Source = z.infer<typeof Source>;

export const SourceInput = z.strictObject({
  id: Source.shape.id,
  name: z.string().min(1).max(60),
  nameEn: z.string().min(1).max(60).optional(),
  streams: z.array(Stream).min(1),
  expectEverySeconds: z.int().positive().max(31_536_000).optional(),
  idFrom: z.enum(['message', 'content']).optional(),
});
export type SourceInput = z.infer<typeof SourceInput>;

/** A device and one metric. Readings of a sensor that is not here are rejected. */
export const Sensor = z.object({
  id: z.string(),
  metric: z.string(),
  unit: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  source: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string(),
  expectEverySeconds: z.int().positive().nullable(),
});
export type Sensor = z.infer<typeof Sensor>;

/** What the dashboard needs once: names, types, sources, vital signs, zone. `GET /api/v1/city`. */
export const City = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  centreZh: z.string(),
  centreEn: z.string(),
  tz: z.string(),
  demo: z.boolean(),
  clockRate: z.number().nullable(),
  center: LonLat.nullable(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  areas: z.array(Area),
  types: z.array(CatalogueType),
  sources: z.array(Source),
  vitals: z.array(VitalSign),
});
export type City = z.infer<typeof City>;

/** Days that differ from "Monday to Friday are workdays", or bear a holiday's name. `GET /api/v1/calendar`. */
export const CalendarDays = z.object({
  days: z.array(z.object({ day: z.string(), kind: z.enum(['workday', 'rest']), name: z.string(), source: z.string() })),
});
export type CalendarDays = z.infer<typeof CalendarDays>;

/** What a page may know of the city before anyone has signed in. `GET /api/v1/city/title`. */
export const CityTitle = City.pick({
  nameZh: true,
  nameEn: true,
  centreZh: true,
  centreEn: true,
  tz: true,
  demo: true,
});
export type CityTitle = z.infer<typeof CityTitle>;
