import { z } from 'zod';
import { AlarmCard, ShelvingReason } from './alarm.js';
import { AlarmRule } from './alarm-rule.js';
import { Sensor } from './city.js';

/** How a sensor is: what time and its last readings say of it. `waiting`: it never measured anything live. */
export const SensorHealth = z.enum(['ok', 'waiting', 'no-data', 'clock-skew', 'frozen', 'out-of-range', 'disabled']);
export type SensorHealth = z.infer<typeof SensorHealth>;

/** A sensor of the register. `range` is what the instrument can measure, `calibrationDue` when it must be calibrated again. */
export const SensorFile = Sensor.extend({
  ownerZh: z.string().nullable(),
  ownerEn: z.string().nullable(),
  place: z.string().nullable(),
  range: z.tuple([z.number(), z.number()]).nullable(),
  frozenAfterSeconds: z.int().nullable(),
  calibratedOn: z.string().nullable(),
  calibrationDue: z.string().nullable(),
  health: SensorHealth,
  lastAt: z.string().nullable(),
  lastValue: z.number().nullable(),
  disabledUntil: z.string().nullable(),
  rules: z.array(AlarmRule),
  alarms: z.array(AlarmCard),
});
export type SensorFile = z.infer<typeof SensorFile>;

/** `GET /api/v1/sensors/{id}/readings`: good and suspect values in [from, to), oldest first; a gap is where none stand. */
export const SensorReadings = z.object({
  sensor: z.string(),
  unit: z.string(),
  points: z.array(z.object({ at: z.string(), value: z.number() })),
});
export type SensorReadings = z.infer<typeof SensorReadings>;

/** `POST /api/v1/sensors/{id}/outage` 停用: its alarms are recorded, not shown, until then. */
export const OutageInput = z.strictObject({ reason: ShelvingReason, until: z.iso.datetime({ offset: true }) });
export type OutageInput = z.infer<typeof OutageInput>;

/** `GET /api/v1/sensors/{id}/readings`. */
export const ReadingsQuery = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
});
