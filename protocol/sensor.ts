import { z } from 'zod';
import { AlarmCard, AlarmLine, ShelvingReason } from './alarm.js';
import { AlarmRule } from './alarm-rule.js';
import { Sensor } from './city.js';

/** Days for which raw readings are kept; hourly aggregates stay. @source docs/architecture.md §2 */
export const READING_DAYS = 14;
/** Days of one curve at most. */
export const CURVE_DAYS = 400;
/** Points of a curve at most: more than a screen is wide. Longer spans are drawn from means. */
export const CURVE_POINTS = 1000;

const Iso = z.iso.datetime({ offset: true });

/** How a sensor is: what time and its last readings say of it. `waiting`: it never measured anything live. */
export const SensorHealth = z.enum(['ok', 'waiting', 'no-data', 'clock-skew', 'frozen', 'out-of-range', 'disabled']);
export type SensorHealth = z.infer<typeof SensorHealth>;

/** How a sensor stands on the map: over a limit, silent or never heard, saying what cannot be, out of service, or none of it. */
export const SensorStanding = z.enum(['alarm', 'no-data', 'faulty', 'disabled', 'ok']);
export type SensorStanding = z.infer<typeof SensorStanding>;

/** One thing that holds of a sensor, and since when, where that is known: over a limit, or a health that is not `ok`. */
export const SensorState = z.object({
  is: z.enum(['alarm', ...SensorHealth.exclude(['ok']).options]),
  since: z.string().nullable(),
});
export type SensorState = z.infer<typeof SensorState>;

/** How a sensor is now: `standing` as the map draws it, `health` in one word, `states` all that holds of it, the gravest first; none is fine. */
const SensorNow = {
  standing: SensorStanding,
  health: SensorHealth,
  states: z.array(SensorState),
  lastAt: z.string().nullable(),
  lastValue: z.number().nullable(),
  disabledUntil: z.string().nullable(),
  ownerZh: z.string().nullable(),
  ownerEn: z.string().nullable(),
  place: z.string().nullable(),
  /** Day by which it must be calibrated again, and whether that is over. */
  calibrationDue: z.string().nullable(),
  calibrationOverdue: z.boolean(),
};

/** A sensor of the register. `range` is what the instrument can measure; `rhythmSeconds` how often it or else its source should be heard. */
export const SensorFile = Sensor.extend({
  ...SensorNow,
  range: z.tuple([z.number(), z.number()]).nullable(),
  rhythmSeconds: z.int().nullable(),
  frozenAfterSeconds: z.int().nullable(),
  calibratedOn: z.string().nullable(),
  rules: z.array(AlarmRule),
  alarms: z.array(AlarmCard),
});
export type SensorFile = z.infer<typeof SensorFile>;

/** A sensor in the list. `alarms`: how many are open at it. */
export const SensorLine = Sensor.extend({ ...SensorNow, alarms: z.int() });
export type SensorLine = z.infer<typeof SensorLine>;

/** `GET /api/v1/sensors`. `q` looks in ids, names, places and owners; `due`: calibration overdue. Several values by comma. */
export const SensorsQuery = z.strictObject({
  q: z.string().trim().max(60).optional(),
  metric: z.string().max(200).optional(),
  source: z.string().max(400).optional(),
  district: z.string().max(200).optional(),
  standing: z
    .string()
    .max(60)
    .transform((v) => v.split(',').filter(Boolean))
    .pipe(z.array(SensorStanding))
    .optional(),
  due: z.literal('1').optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type SensorsQuery = z.infer<typeof SensorsQuery>;

/**
 * Those that alarm first, then the silent, the faulty, those out of service, the others. `byStanding` and `overdue` (calibration) count what all
 * filters but `standing` and `due` find; `metrics` are those of all sensors in reach.
 */
export const SensorPage = z.object({
  total: z.int(),
  byStanding: z.record(SensorStanding, z.int()),
  overdue: z.int(),
  metrics: z.array(z.string()),
  items: z.array(SensorLine),
  cursor: z.string().nullable(),
});
export type SensorPage = z.infer<typeof SensorPage>;

/**
 * `GET /api/v1/sensors/{id}/readings`: good and suspect values in [from, to), oldest first, at most {@link CURVE_POINTS} and one. A point stands for
 * `n` values of `stepSeconds`, with their mean, lowest and highest, at the time of the last of them. `of`: read one by one, or from hours, which are
 * all that is left after {@link READING_DAYS}. `gaps`: where nothing came for more than `gapSeconds` (two rhythms, and never less than four points;
 * null where nobody said how often it should be heard), the longest 200.
 */
export const SensorReadings = z.object({
  sensor: z.string(),
  unit: z.string(),
  of: z.enum(['readings', 'hours']),
  stepSeconds: z.number(),
  gapSeconds: z.number().nullable(),
  points: z.array(z.object({ at: z.string(), value: z.number(), low: z.number(), high: z.number(), n: z.int() })),
  gaps: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type SensorReadings = z.infer<typeof SensorReadings>;

/** `POST /api/v1/sensors/{id}/outage` 停用: its alarms are recorded, not shown, until then. */
export const OutageInput = z.strictObject({ reason: ShelvingReason, until: Iso });
export type OutageInput = z.infer<typeof OutageInput>;

/** `GET /api/v1/sensors/{id}/readings`. As CSV: every reading of the span, or with `of=hours` every hour; `bom=1` for spreadsheets. */
export const ReadingsQuery = z
  .strictObject({ from: Iso, to: Iso, of: z.enum(['readings', 'hours']).optional(), bom: z.literal('1').optional() })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: 'lies after from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= CURVE_DAYS * 86_400_000, {
    path: ['from'],
    message: `at most ${CURVE_DAYS} days`,
  });
export type ReadingsQuery = z.infer<typeof ReadingsQuery>;

/** `GET /api/v1/sensors/{id}/alarms`: every alarm it had, the newest first. */
export const SensorAlarmsQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(30),
});
export const SensorAlarms = z.object({ items: z.array(AlarmLine), cursor: z.string().nullable() });
export type SensorAlarms = z.infer<typeof SensorAlarms>;
