import { z } from 'zod';
import { LonLat } from './geo.js';
import { ProfileRoute, ProfileUnit } from './profile-units.js';
import { Skill, UnitId, UnitType } from './unit.js';

/** A unit as its administrator keeps it: what is known beforehand, retired ones too. `phone`: whether one is known. `load`: incidents it holds. */
export const UnitKept = z.object({
  ...{ id: UnitId, nameZh: z.string(), nameEn: z.string(), type: UnitType },
  ...{ skills: z.array(Skill), fields: z.array(z.string()), areas: z.array(z.string()), district: z.string() },
  ...{ organisationZh: z.string(), organisationEn: z.string(), crew: z.int(), capacity: z.int(), load: z.int() },
  ...{ phone: z.boolean(), base: LonLat.nullable(), duty: z.enum(['always', 'roster']), retired: z.boolean() },
});
export type UnitKept = z.infer<typeof UnitKept>;

/** Answer of `GET /api/v1/unit-register`. */
export const UnitRegister = z.object({ units: z.array(UnitKept) });
export type UnitRegister = z.infer<typeof UnitRegister>;

/** Body of `PUT /api/v1/units/{id}`: the whole unit as a row of `units.json`. A phone that is left out stays as it is; null forgets it. */
export const UnitChange = z.strictObject({
  ...ProfileUnit.omit({ id: true }).shape,
  phone: ProfileUnit.shape.phone.nullable(),
});
export type UnitChange = z.infer<typeof UnitChange>;

const isOne = { message: 'either rows or csv, not both and not neither' };

/** Body of `POST /api/v1/units/import`: rows as in `units.json`, or the same as CSV with a header. `retireOthers`: units that are not named are retired. */
export const UnitImport = z
  .strictObject({
    units: z.array(ProfileUnit).min(1).max(5000).optional(),
    csv: z.string().min(1).max(900_000).optional(),
    retireOthers: z.boolean().default(false),
  })
  .refine((body) => (body.units === undefined) !== (body.csv === undefined), isOne);
export type UnitImport = z.infer<typeof UnitImport>;

/** Answer of an import: `written` of which `added` were not there before, and how many were `retired`. */
export const UnitsImported = z.object({ written: z.int(), added: z.int(), retired: z.int() });
export type UnitsImported = z.infer<typeof UnitsImported>;

/** Body of `POST /api/v1/routing`: rows as in `routing.json`, or the same as CSV with a header, in the place of all rules. */
export const RoutingImport = z
  .strictObject({
    rules: z.array(ProfileRoute).min(1).max(10_000).optional(),
    csv: z.string().min(1).max(900_000).optional(),
  })
  .refine((body) => (body.rules === undefined) !== (body.csv === undefined), isOne);
export type RoutingImport = z.infer<typeof RoutingImport>;

export const RoutingImported = z.object({ written: z.int(), replaced: z.int() });
export type RoutingImported = z.infer<typeof RoutingImported>;
