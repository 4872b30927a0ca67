import { z } from 'zod';
import { AlarmCard, AlarmLine, AlarmState, AlarmTab, ShelvingReason } from './alarm.js';

const Iso = z.iso.datetime({ offset: true });

/** Alarms acknowledged by one command. */
export const ACKNOWLEDGED_AT_ONCE = 200;

/** `POST /api/v1/alarms/acknowledgements`: alarms that somebody has recognised. */
export const AcknowledgeInput = z.strictObject({ alarms: z.array(z.uuid()).min(1).max(ACKNOWLEDGED_AT_ONCE) });

/** What became of each alarm of a command: those that had closed or were acknowledged before are in `unchanged`. */
export const AlarmsChanged = z.object({ changed: z.array(AlarmCard), unchanged: z.array(z.string()) });
export type AlarmsChanged = z.infer<typeof AlarmsChanged>;

/** `POST /api/v1/alarms/{id}/shelving`. `until` in city time; how far is bounded by the priority. */
export const ShelveInput = z.strictObject({
  reason: ShelvingReason,
  until: Iso,
  note: z.string().trim().max(200).optional(),
});
export type ShelveInput = z.infer<typeof ShelveInput>;

/** `POST /api/v1/alarms/{id}/referral`. `type`: what incident it may be, where its rule names none or another one fits better. */
export const ReferInput = z.strictObject({ type: z.string().min(1).max(120).optional() });

/** `GET /api/v1/alarms`. `q` looks in sensor ids, names and rules. `district`: one code, or several by comma. */
export const AlarmsQuery = z.strictObject({
  tab: AlarmTab.default('standing'),
  cause: z.string().max(40).optional(),
  district: z.string().max(100).optional(),
  q: z.string().trim().max(60).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const AlarmPage = z.object({ total: z.int(), items: z.array(AlarmLine), cursor: z.string().nullable() });
export type AlarmPage = z.infer<typeof AlarmPage>;

/**
 * One line of an alarm's course, newest last. `cause`: the entry of the journal that it follows from, as the delivery of a reading. `value` and `valueAt`
 * name that reading of the alarm's sensor.
 */
export const AlarmCourseLine = z.object({
  seq: z.int(),
  at: z.string(),
  cause: z.int().nullable(),
  what: z.string(),
  by: z.string().nullable(),
  state: AlarmState,
  value: z.number().nullable(),
  valueAt: z.string().nullable(),
});

/** `GET /api/v1/alarms/{id}`: the alarm, what was noted when it was shelved, and its course. */
export const AlarmFile = AlarmLine.extend({ note: z.string().nullable(), course: z.array(AlarmCourseLine) });
export type AlarmFile = z.infer<typeof AlarmFile>;

/** `GET /api/v1/alarms/load`: alarms of the last ten minutes at each seat, and the days behind against the guideline. */
export const AlarmLoad = z.object({
  seats: z.array(
    z.object({ account: z.string(), name: z.string(), districts: z.array(z.string()), n: z.int(), standing: z.int() }),
  ),
  days: z.int(),
  perDay: z.number(),
  perTenMinutes: z.number(),
  mostInTenMinutes: z.int(),
  /** Share of ten-minute spans with a flood, 0..1. */
  inFlood: z.number(),
  /** Share of the ten subjects that alarm most, 0..1. */
  topTen: z.number(),
});
export type AlarmLoad = z.infer<typeof AlarmLoad>;
