import { z } from 'zod';
import { LonLat } from './geo.js';

const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

/**
 * A permit (许可地段与时段): where and when something may be done that is an offence elsewhere. `types`: how the codes begin. `ring`: outline of
 * the place, WGS-84, inclusive days, times of the city's day; `to` at or before `from` lies on the next day. `weekdays`: 1 Monday to 7 Sunday.
 */
export const PermitInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  types: z.array(z.string().min(3).max(120)).min(1).max(50),
  ring: z.array(LonLat).min(3).max(2000),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: DayTime,
  to: DayTime,
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  source: z.string().trim().min(1).max(200),
});
export type PermitInput = z.infer<typeof PermitInput>;

export const Permit = PermitInput.extend({ id: z.string() });
export type Permit = z.infer<typeof Permit>;

export const Permits = z.object({ permits: z.array(Permit) });
export type Permits = z.infer<typeof Permits>;
