import { z } from 'zod';

const Iso = z.string();

/** What a limit is: where it lies in the sensor's unit, how far back a value must go to clear, and for how long each side must last. */
export const LimitValues = z.strictObject({
  limit: z.number(),
  deadBand: z.number().min(0),
  onDelaySeconds: z.int().min(0).max(3600),
  offDelaySeconds: z.int().min(0).max(3600),
});
export type LimitValues = z.infer<typeof LimitValues>;

/** One version of a sensor's own limit. `own` null: the rule's limit was given back to it. `source`: why, or after which standard. */
export const LimitVersion = z.object({
  sensor: z.string(),
  rule: z.string(),
  version: z.int().positive(),
  own: LimitValues.nullable(),
  source: z.string(),
  by: z.string(),
  at: Iso,
});
export type LimitVersion = z.infer<typeof LimitVersion>;

/** A limit that holds for a sensor: what its rule says, what stands in its place, and which version that is; 0 before any. */
export const SensorLimit = z.object({
  rule: z.string(),
  condition: z.enum(['high', 'low']),
  general: LimitValues,
  own: LimitValues.nullable(),
  version: z.int().min(0),
});
export type SensorLimit = z.infer<typeof SensorLimit>;

/** `GET /api/v1/sensors/{id}/limits`: the limits that hold, and every version there was, the newest first. */
export const SensorLimits = z.object({ limits: z.array(SensorLimit), versions: z.array(LimitVersion) });
export type SensorLimits = z.infer<typeof SensorLimits>;

/** `PUT /api/v1/sensors/{id}/limits/{rule}`. `version`: the one that was seen; another one since is a conflict. `own` null: by the rule again. */
export const LimitInput = z.strictObject({
  own: LimitValues.nullable(),
  source: z.string().trim().min(4).max(300),
  version: z.int().min(0),
});
export type LimitInput = z.infer<typeof LimitInput>;
