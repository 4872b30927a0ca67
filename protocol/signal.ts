import { z } from 'zod';
import { EarsMethod } from './ears.js';

/** How grave a signal is, 1 the gravest. Not a warning colour, event level or priority. */
export const SignalGrade = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type SignalGrade = z.infer<typeof SignalGrade>;

const Prefixes = z.array(z.string().min(1).max(80)).min(1).max(40);

/** What every rule has: a name, and which incidents (types by how they begin, within `horizonHours` in the same district) prove it right. */
const Common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  nameZh: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().min(1).max(80),
  outcome: Prefixes,
  horizonHours: z.int().min(1).max(720),
};

/** One thing measured: each sensor's `fold` over the last `hours`; the worst sensor of a district stands for it. */
export const ThresholdColumn = z.strictObject({
  metric: z.string().min(1).max(60),
  hours: z.int().min(1).max(72),
  fold: z.enum(['mean', 'sum', 'max']),
});

/** Rows of grades by columns: any one column that reaches a row gives that row's grade, and the worst row holds. */
export const ThresholdRule = z.strictObject({
  ...Common,
  kind: z.literal('threshold'),
  columns: z.array(ThresholdColumn).min(1).max(8),
  rows: z
    .array(z.strictObject({ grade: SignalGrade, atLeast: z.array(z.number().nullable()).min(1).max(8) }))
    .min(1)
    .max(4),
});
export type ThresholdRule = z.infer<typeof ThresholdRule>;

/** `k` different sources of at least `channels` different channels in one district within a window. One source ten times is one. */
export const MultiPointRule = z.strictObject({
  ...Common,
  kind: z.literal('multi-point'),
  k: z.int().min(2).max(20),
  channels: z.int().min(1).max(10),
  windowMinutes: z
    .int()
    .min(5)
    .max(7 * 1440),
  types: z.array(z.string().min(1).max(80)).max(40),
  readings: z.array(z.strictObject({ metric: z.string().min(1).max(60), atLeast: z.number() })).max(10),
  grade: SignalGrade,
});
export type MultiPointRule = z.infer<typeof MultiPointRule>;

/** EARS over the daily counts of some types by district; `least`: counts below it signal nothing. */
export const CountRule = z.strictObject({
  ...Common,
  kind: z.literal('ears'),
  method: EarsMethod,
  baseline: z.int().min(3).max(28),
  minSigma: z.number().min(0).max(100),
  least: z.int().min(1).max(10_000),
  types: Prefixes,
  grade: SignalGrade,
});
export type CountRule = z.infer<typeof CountRule>;

/** `PUT /api/v1/signal-rules/{id}`. */
export const SignalRule = z
  .discriminatedUnion('kind', [ThresholdRule, MultiPointRule, CountRule])
  .refine((r) => r.kind !== 'threshold' || r.rows.every((row) => row.atLeast.length === r.columns.length), {
    message: 'one limit, or null, for each column',
    path: ['rows'],
  })
  .refine((r) => r.kind !== 'multi-point' || r.types.length + r.readings.length > 0, {
    message: 'name types or readings',
    path: ['types'],
  });
export type SignalRule = z.infer<typeof SignalRule>;

/** One thing that a signal rests on. `channel`: how it was noticed; `limit`: what `value` is measured against. Times RFC 3339. */
export const Evidence = z.object({
  source: z.string(),
  channel: z.string(),
  at: z.string(),
  n: z.int(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  mean: z.number().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/**
 * What a rule did over the past of this city. `from` to `to`: as far as its data reach. A detection is true when an incident of the rule's outcome
 * began in the district within the horizon; `leadMinutes`: the median from detection to that incident. `missed`: such incidents without a detection.
 */
export const Backtest = z.object({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  days: z.number(),
  detections: z.int(),
  hits: z.int(),
  falseOnes: z.int(),
  falsePerWeek: z.number().nullable(),
  leadMinutes: z.number().nullable(),
  incidents: z.int(),
  missed: z.int(),
});
export type Backtest = z.infer<typeof Backtest>;

/** A rule as it stands: `precision` is confirmed of all decided signals of any version, null before the first. */
export const SignalRuleView = z.object({
  definition: SignalRule,
  version: z.int(),
  state: z.enum(['draft', 'live', 'off']),
  backtest: Backtest.nullable(),
  confirmed: z.int(),
  dismissed: z.int(),
  precision: z.number().nullable(),
});
export type SignalRuleView = z.infer<typeof SignalRuleView>;
export const SignalRules = z.object({ rules: z.array(SignalRuleView) });
export type SignalRules = z.infer<typeof SignalRules>;

export const SignalState = z.enum(['waiting', 'confirmed', 'dismissed']);
export type SignalState = z.infer<typeof SignalState>;

/** A risk signal (风险信号) without words, as facts carry it. `sources` of `channels`: what it rests on. */
export const SignalCard = z.object({
  id: z.string(),
  rule: z.string(),
  version: z.int(),
  kind: z.enum(['threshold', 'multi-point', 'ears']),
  district: z.string(),
  grade: SignalGrade,
  state: SignalState,
  sources: z.int(),
  channels: z.int(),
  raisedAt: z.string(),
  lastAt: z.string(),
  isDrill: z.boolean(),
});
export type SignalCard = z.infer<typeof SignalCard>;

/** `GET /api/v1/signals`. `incident`: what it became. */
export const Signal = SignalCard.extend({
  nameZh: z.string(),
  nameEn: z.string(),
  evidence: z.array(Evidence),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  incident: z.object({ id: z.string(), no: z.string() }).nullable(),
});
export type Signal = z.infer<typeof Signal>;
export const Signals = z.object({ at: z.string(), waiting: z.int(), items: z.array(Signal) });
export type Signals = z.infer<typeof Signals>;

/**
 * `POST /api/v1/signals/{id}/decisions`. To confirm, file it first: `POST /api/v1/calls` with the signal's id as `key`, so that the incident and
 * the signal know each other. Dismissing needs a reason.
 */
export const SignalDecision = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('confirmed') }),
  z.strictObject({ outcome: z.literal('dismissed'), reason: z.string().trim().min(1).max(500) }),
]);
export type SignalDecision = z.infer<typeof SignalDecision>;
