import { z } from 'zod';
import { AlarmCondition } from './alarm.js';
import { Priority } from './observation.js';

/**
 * When a condition is an alarm, as data. `limit`: in the sensor's unit for `high` and `low`, rhythms of the sensor for `no-data`, `clock-skew`;
 * the others need none. The condition must hold for `onDelaySeconds` before it raises, and must have gone by `deadBand` for `offDelaySeconds`
 * before it clears. While one of `suppressedBy` is active on the same sensor, or on its feed, the alarm is suppressed by design. `metric`
 * null: every sensor. `sensors`: only these, and for them instead of the rule of the same `level` without a list.
 */
export const AlarmRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  condition: AlarmCondition,
  level: z.string().min(1).max(40),
  metric: z.string().min(1).max(60).nullable().default(null),
  sensors: z.array(z.string()).nullable().default(null),
  nameZh: z.string().min(1).max(60),
  nameEn: z.string().min(1).max(80),
  cause: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  causeZh: z.string().min(1).max(30),
  causeEn: z.string().min(1).max(40),
  actionZh: z.string().min(1).max(200),
  actionEn: z.string().min(1).max(300),
  limit: z.number().nullable().default(null),
  deadBand: z.number().min(0).default(0),
  onDelaySeconds: z.int().min(0).max(3600).default(0),
  offDelaySeconds: z.int().min(0).max(3600).default(0),
  priority: Priority,
  suppressedBy: z.array(z.string()).default([]),
  /** Type of the incident that it may become; null: it never does. */
  incidentType: z.string().nullable().default(null),
  /** It is reported to review by the rule itself, not only by a person. */
  refers: z.boolean().default(false),
  source: z.string().min(1).max(300),
  effectiveFrom: z.iso.date().nullable().default(null),
  effectiveTo: z.iso.date().nullable().default(null),
});
export type AlarmRule = z.infer<typeof AlarmRule>;

/** `GET /api/v1/alarm-rules`: those in force. */
export const AlarmRules = z.object({ rules: z.array(AlarmRule) });
export type AlarmRules = z.infer<typeof AlarmRules>;
