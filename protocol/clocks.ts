import { z } from 'zod';
import { Priority } from './observation.js';

/** A time of the city's day, HH:MM; `24:00` is the end of the day. */
const DayTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:MM from 00:00 to 24:00');

/** Hours of one day: stretches [from, to) in ascending order, none touching an earlier one backwards. */
export const Hours = z
  .array(z.tuple([DayTime, DayTime]))
  .refine((hours) => hours.every(([from, to], i) => from < to && (i === 0 || (hours[i - 1]?.[1] ?? '') <= from)), {
    message: 'stretches must ascend and must not overlap',
  });
export type Hours = z.infer<typeof Hours>;

const IsoDay = z.iso.date();

/** Hours between two days (inclusive; null is open) by kind of day. `holiday`: a day off by decree, weekends within it too. */
export const CalendarPeriod = z.strictObject({
  from: IsoDay.nullable().default(null),
  to: IsoDay.nullable().default(null),
  workday: Hours,
  weekend: Hours.default([]),
  holiday: Hours.default([]),
});
export type CalendarPeriod = z.infer<typeof CalendarPeriod>;

const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** A service calendar (服务日历): the hours in which a clock runs, in the city's zone. */
export const ServiceCalendar = z.object({
  id: Slug,
  nameZh: z.string(),
  nameEn: z.string(),
  source: z.string(),
  periods: z.array(CalendarPeriod),
});
export type ServiceCalendar = z.infer<typeof ServiceCalendar>;

/** `day` is a service day of the calendar: 工作日 on one with hours, 自然日 on one around the clock. */
export const LimitUnit = z.enum(['minute', 'hour', 'day']);
export type LimitUnit = z.infer<typeof LimitUnit>;

/**
 * A time limit (时限). Null means any; `step` null is the whole incident (整体时限). `type` is a code or the first words of one
 * (`sudden`, `sudden.gas_pipe`). `condition` is the filing condition (立案条件). Valid from and to a city day, inclusive.
 */
export const TimeLimit = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  procedure: z.string().nullable(),
  step: z.string().nullable(),
  type: z.string().nullable(),
  condition: z.string().nullable(),
  priority: Priority.nullable(),
  district: z.string().nullable(),
  calendar: z.string(),
  amount: z.int().positive(),
  unit: LimitUnit,
  warnShare: z.number().gt(0).lt(1),
  effectiveFrom: IsoDay.nullable(),
  effectiveTo: IsoDay.nullable(),
  source: z.string(),
});
export type TimeLimit = z.infer<typeof TimeLimit>;

export const TimeLimits = z.object({ limits: z.array(TimeLimit) });
export type TimeLimits = z.infer<typeof TimeLimits>;

export const ServiceCalendars = z.object({ calendars: z.array(ServiceCalendar) });
export type ServiceCalendars = z.infer<typeof ServiceCalendars>;

/** One entry of a profile's `service-calendars.json`; it adds to the built-in ones or, with their id, overrides one. */
export const ProfileServiceCalendar = z.strictObject({
  id: Slug,
  name: z.string().min(1).max(60),
  nameEn: z.string().max(80).optional(),
  source: z.string().max(200).default('city'),
  periods: z.array(CalendarPeriod).min(1),
});
export type ProfileServiceCalendar = z.infer<typeof ProfileServiceCalendar>;

/** One row of a profile's `time-limits.json` or `.csv`; it adds to the built-in ones or, with their id, overrides one. */
export const ProfileTimeLimit = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/),
  name: z.string().min(1).max(80),
  nameEn: z.string().max(120).optional(),
  procedure: z.string().max(40).optional(),
  step: z.string().max(40).optional(),
  type: z.string().max(60).optional(),
  condition: z.string().max(40).optional(),
  priority: Priority.optional(),
  district: z.string().max(20).optional(),
  calendar: Slug,
  amount: z.int().positive().max(10_000),
  unit: LimitUnit,
  warnShare: z.number().gt(0).lt(1).default(0.8),
  effectiveFrom: IsoDay.optional(),
  effectiveTo: IsoDay.optional(),
  source: z.string().min(1).max(200),
});
export type ProfileTimeLimit = z.infer<typeof ProfileTimeLimit>;

/** The lamp (红黄绿灯) of a clock. */
export const Lamp = z.enum(['green', 'yellow', 'red']);
export type Lamp = z.infer<typeof Lamp>;

/**
 * Lamp of a clock at a moment: yellow from `warnMs` on (80 % of the working time unless the limit says otherwise), red from `dueMs` on
 * (100 %). Both lie where the working time says, so no calendar is needed here. For a clock that is paused, ask for the moment of the pause.
 * @source CJJ/T 106 practice as in docs/protocol.md#clocks
 */
export function lampAt(atMs: number, { warnMs, dueMs }: { warnMs: number; dueMs: number }): Lamp {
  if (atMs >= dueMs) return 'red';
  return atMs >= warnMs ? 'yellow' : 'green';
}

/** Body of `POST /api/v1/time-limits`: CSV with the columns of a profile's `time-limits.csv`; `effectiveFrom` of each row lies ahead. */
export const TimeLimitImport = z.strictObject({ csv: z.string().min(1).max(900_000) });

/** Answer of an import: `ended` limits of the same scope end the day before. */
export const TimeLimitsImported = z.object({ added: z.int(), ended: z.int() });
export type TimeLimitsImported = z.infer<typeof TimeLimitsImported>;
