import { z } from 'zod';

/** The three detectors of EARS, by what they compare with: the days before (C1), those with two days between (C2), two days of C2 together (C3). */
export const EarsMethod = z.enum(['C1', 'C2', 'C3']);
export type EarsMethod = z.infer<typeof EarsMethod>;

/** What a series is judged by. `alpha`: 0.001 for C1 and C2, 0.025 for C3 unless given. `minSigma`: least standard deviation believed. */
export const EarsSettings = z.strictObject({
  method: EarsMethod.default('C1'),
  baseline: z.int().min(3).max(60).default(7),
  alpha: z.number().gt(0).lt(0.5).optional(),
  minSigma: z.number().min(0).max(1e9).default(0),
});
export type EarsSettings = z.infer<typeof EarsSettings>;

/** `POST /api/v1/signals/ears`: counts in order (null: a step that was not reported), and (for an assessment) which of them are known to be outbreaks. */
export const EarsInput = EarsSettings.extend({
  counts: z.array(z.number().min(0).max(1e12).nullable()).min(1).max(10_000),
  outbreak: z.array(z.boolean()).max(10_000).optional(),
}).refine((i) => i.outbreak === undefined || i.outbreak.length === i.counts.length, {
  message: 'one mark for each count',
  path: ['outbreak'],
});
export type EarsInput = z.infer<typeof EarsInput>;

/**
 * One step. `mean` and `sd`: of its baseline. `score`: standard deviations above it; for C3 the sum of the excess over 1 of three steps. `upper`: an
 * alarm is a count above it. Null where there is no baseline yet, or none can be told (a baseline with a
 * step that was not reported, or without any variation).
 */
export const EarsPoint = z.object({
  t: z.int(),
  observed: z.number().nullable(),
  mean: z.number().nullable(),
  sd: z.number().nullable(),
  score: z.number().nullable(),
  upper: z.number().nullable(),
  alarm: z.boolean().nullable(),
});
export type EarsPoint = z.infer<typeof EarsPoint>;

/**
 * How alarms met the known outbreaks; an outbreak is a run of marked steps. Only steps with a bound count. `delays`: steps from the beginning of each
 * detected outbreak to its first alarm. Rates are null where nothing can be divided by.
 */
export const EarsAssessment = z.object({
  outbreaks: z.int(),
  detected: z.int(),
  sensitivity: z.number().nullable(),
  stepSensitivity: z.number().nullable(),
  delays: z.array(z.int()),
  medianDelay: z.number().nullable(),
  falseAlarms: z.int(),
  quietSteps: z.int(),
  falseAlarmRate: z.number().nullable(),
});
export type EarsAssessment = z.infer<typeof EarsAssessment>;

export const EarsAnswer = z.object({
  settings: EarsSettings.required(),
  alarms: z.int(),
  points: z.array(EarsPoint),
  assessment: EarsAssessment.nullable(),
});
export type EarsAnswer = z.infer<typeof EarsAnswer>;
