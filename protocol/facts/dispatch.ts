import { z } from 'zod';
import { UnitStatus } from '../unit.js';

/** A unit's status clock moved. `at`: since when, city time. */
export const UnitChanged = z.object({
  type: z.literal('unit.changed'),
  unit: z.string(),
  from: UnitStatus,
  to: UnitStatus,
  at: z.string(),
});
export type UnitChanged = z.infer<typeof UnitChanged>;

/** A unit is somewhere else, or still there after a while: positions come faster than they are told. */
export const UnitLocated = z.object({
  type: z.literal('unit.located'),
  unit: z.string(),
  lon: z.number(),
  lat: z.number(),
  at: z.string(),
});
export type UnitLocated = z.infer<typeof UnitLocated>;

/** A unit came on shift or went off. */
export const UnitShifted = z.object({ type: z.literal('unit.shifted'), unit: z.string(), onShift: z.boolean() });
export type UnitShifted = z.infer<typeof UnitShifted>;

/** Hours of a post within the next 24 that nobody mans (an alarm), and that they are manned or over. */
export const RosterGap = z.object({
  type: z.literal(['roster.gap-found', 'roster.gap-closed']),
  post: z.string(),
  district: z.string(),
  unit: z.string().nullable(),
  from: z.string(),
  to: z.string(),
});
export type RosterGap = z.infer<typeof RosterGap>;

/**
 * A unit was given an incident. Subject is the incident. Its notice leaves at `noticeAt` (real time) unless `dispatch.undone` came before; for
 * priority 1 that is at once. `first`: the first contact.
 */
export const DispatchAssigned = z.object({
  type: z.literal('dispatch.assigned'),
  assignment: z.string(),
  incident: z.string(),
  unit: z.string(),
  first: z.boolean(),
  override: z.boolean(),
  undoUntil: z.string(),
  noticeAt: z.string(),
});
export type DispatchAssigned = z.infer<typeof DispatchAssigned>;

/** An assignment went on or ended. `noticed`: its notice had left, so that who got it must be told. Subject is the incident. */
export const DispatchMoved = z.object({
  type: z.literal([
    'dispatch.accepted',
    'dispatch.arrived',
    'dispatch.handled',
    'dispatch.returned',
    'dispatch.withdrawn',
    'dispatch.undone',
  ]),
  assignment: z.string(),
  incident: z.string(),
  unit: z.string(),
  noticed: z.boolean(),
});
export type DispatchMoved = z.infer<typeof DispatchMoved>;
