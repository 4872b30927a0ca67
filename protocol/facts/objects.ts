import { z } from 'zod';
import { GradeReason, ObjectGrade } from '../object.js';
import { RiskGrade } from '../risk-grade.js';
import { VisitOutcome, VisitReason, VisitTopic } from '../visit.js';

/** An object of the register changed its grade; the subject is its code. */
export const ObjectGraded = z.object({
  type: z.literal('object.graded'),
  object: z.string(),
  district: z.string(),
  from: ObjectGrade,
  to: ObjectGrade,
  reason: GradeReason,
});
export type ObjectGraded = z.infer<typeof ObjectGraded>;

/** A risk point was put on the register, changed, graded anew or taken off; the subject is its code. `from` null: it was not there before. */
export const RiskPointChanged = z.object({
  type: z.literal('risk-point.changed'),
  ...{ point: z.string(), district: z.string(), h3: z.string().nullable(), category: z.string() },
  ...{ from: RiskGrade.nullable(), to: RiskGrade.nullable(), score: z.number() },
});
export type RiskPointChanged = z.infer<typeof RiskPointChanged>;

/** What became of a visit; the subject is its id. `hazards`: how many it found, those put right on the spot too. */
export const VisitChanged = z.object({
  type: z.literal('visit.changed'),
  what: z.enum(['arranged', 'assigned', 'done', 'cancelled']),
  ...{ visit: z.string(), district: z.string(), object: z.string().nullable(), points: z.array(z.string()) },
  ...{ reason: VisitReason, topics: z.array(VisitTopic), unit: z.string().nullable() },
  ...{ outcome: VisitOutcome.nullable(), hazards: z.int() },
});
export type VisitChanged = z.infer<typeof VisitChanged>;

/** The plan of visits was laid anew: what it changed. */
export const VisitsPlanned = z.object({
  type: z.literal('visits.planned'),
  ...{ to: z.string(), added: z.int(), changed: z.int(), dropped: z.int() },
});
export type VisitsPlanned = z.infer<typeof VisitsPlanned>;
