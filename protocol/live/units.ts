import { z } from 'zod';
import { LonLat } from '../geo.js';
import { Skill, UnitStatus, UnitType } from '../unit.js';

/** One unit as the desk shows it. `load` of `capacity` incidents, `on` the numbers of those that are open; `at` and `atTime`: its last position told. */
export const LiveUnit = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  type: UnitType,
  skills: z.array(Skill),
  fields: z.array(z.string()),
  organisationZh: z.string(),
  organisationEn: z.string(),
  district: z.string(),
  crew: z.int(),
  base: LonLat.nullable(),
  status: UnitStatus,
  statusAt: z.string().nullable(),
  at: LonLat.nullable(),
  atTime: z.string().nullable(),
  load: z.int(),
  on: z.array(z.string()),
  capacity: z.int(),
  onShift: z.boolean(),
});
export type LiveUnit = z.infer<typeof LiveUnit>;

/**
 * State of `units`: counts over all units in scope, and at most {@link UNITS_SHOWN} of them, those that are out first. `free`: on shift, on standby
 * or coming back, below capacity. Rows: `units.total` (`status` for one count), `units.free`, `assignments.open`.
 */
export const LiveUnits = z.object({
  asOf: z.object({ seq: z.int(), at: z.string() }),
  total: z.int(),
  free: z.int(),
  onShift: z.int(),
  load: z.int(),
  byStatus: z.record(UnitStatus, z.int()),
  units: z.array(LiveUnit),
});
export type LiveUnits = z.infer<typeof LiveUnits>;

/** Units on one screen: what a desk can list; a larger city is watched by district. */
export const UNITS_SHOWN = 500;
