import { z } from 'zod';
import { AreaCode } from './profile.js';
import { Skill, UnitId, UnitType } from './unit.js';

/** Time of day in the city's zone, `HH:MM`; `24:00` ends a day. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** One row of `units.json` or `units.csv`. In CSV lists are separated by `;`. */
export const ProfileUnit = z.strictObject({
  id: UnitId,
  name: z.string().min(1).max(60),
  nameEn: z.string().max(120).optional(),
  type: UnitType,
  /** Default: what its type can do. */
  skills: z.array(Skill).optional(),
  /** Enforcement fields by code; `*` is all of them. */
  fields: z.array(z.string().max(40)).default([]),
  organisation: z.string().min(1).max(80),
  organisationEn: z.string().max(120).optional(),
  /** Default: the district that holds its base. */
  district: AreaCode.optional(),
  /** Streets or grids it looks after. */
  areas: z.array(AreaCode).default([]),
  crew: z.int().min(1).max(500).default(1),
  phone: z
    .string()
    .regex(/^[+0-9][0-9 -]{4,24}$/)
    .optional(),
  /** Incidents it may hold at once; `exclusive` is one. */
  capacity: z.union([z.literal('exclusive').transform(() => 1), z.int().min(1).max(100)]).default(1),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  /** `always`: round the clock. `roster`: when the roster says so. */
  duty: z.enum(['always', 'roster']).default('always'),
});
export type ProfileUnit = z.infer<typeof ProfileUnit>;

/** One row of `enforcement-fields.json` or `.csv`: replaces the built-in list of 21. */
export const ProfileField = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  name: z.string().min(1).max(40),
  nameEn: z.string().max(80).optional(),
  types: z.array(z.string().max(60)).min(1),
  source: z.string().max(120).default('city'),
});
export type ProfileField = z.infer<typeof ProfileField>;

/**
 * One row of `routing.json` or `routing.csv`: who takes what, where and when. `match` is a field's code, `*` (any enforcement field), or
 * `type:` and the beginning of a type. `area`: a street, a grid, a district, or `-` for the whole city.
 */
export const ProfileRoute = z.strictObject({
  match: z.string().regex(/^(\*|[a-z][a-z-]{0,39}|type:[a-z0-9_.-]{1,60})$/),
  area: z.union([z.literal('-'), AreaCode]),
  unit: UnitId,
  from: TimeOfDay.optional(),
  to: TimeOfDay.optional(),
  days: z.enum(['workday', 'rest']).optional(),
  source: z.string().max(120).default('city'),
});
export type ProfileRoute = z.infer<typeof ProfileRoute>;

/**
 * One entry of `posts.json`: a post that must be manned. `hours`: its shifts of a day; an end at or before the beginning lies on the next
 * day. `people` take turns shift by shift; without them shifts come by CSV.
 */
export const ProfilePost = z.strictObject({
  id: UnitId,
  name: z.string().min(1).max(40),
  nameEn: z.string().max(80).optional(),
  district: AreaCode.optional(),
  unit: UnitId.optional(),
  hours: z
    .array(z.strictObject({ from: TimeOfDay, to: TimeOfDay }))
    .min(1)
    .max(8),
  people: z.array(z.string().min(1).max(40)).max(50).default([]),
});
export type ProfilePost = z.infer<typeof ProfilePost>;
