import { z } from 'zod';

/** 红橙黄蓝 重大、较大、一般、低: the standing danger of a place or activity. No event level, warning colour, grade of an object or index. @source handbook §1.1 */
export const RiskGrade = z.enum(['red', 'orange', 'yellow', 'blue']);
export type RiskGrade = z.infer<typeof RiskGrade>;
export const RISK_GRADES = RiskGrade.options;

/** `ls`: risk matrix, likelihood x severity (风险矩阵法). `lec`: likelihood x exposure x consequence (作业条件危险性评价法). */
export const RiskMethod = z.enum(['ls', 'lec']);
export type RiskMethod = z.infer<typeof RiskMethod>;

/** What an assessor says; which values a method takes is told by `GET /api/v1/risk-methods`. */
export const AssessmentInput = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('ls'), likelihood: z.number(), consequence: z.number() }),
  z.strictObject({ method: z.literal('lec'), likelihood: z.number(), exposure: z.number(), consequence: z.number() }),
]);
export type AssessmentInput = z.infer<typeof AssessmentInput>;

/** A grade and all it comes from. `version` of the method; `isRaised`: the score alone would give a lower grade than the method's floor. */
export const Assessment = z.object({
  ...{ method: RiskMethod, version: z.int(), likelihood: z.number(), exposure: z.number().nullable() },
  ...{ consequence: z.number(), score: z.number(), grade: RiskGrade, isRaised: z.boolean() },
});
export type Assessment = z.infer<typeof Assessment>;

/** A value that an input may have, and what it stands for. */
const Step = z.object({ value: z.number(), nameZh: z.string(), nameEn: z.string() });

/**
 * A method as it holds from a city day on. `least`: the least score of each grade, a score on the bound has the higher grade. `floor`: a
 * consequence of this value or more is never graded below. `source`: whose numbers these are.
 */
export const RiskMethodRule = z.object({
  ...{ method: RiskMethod, version: z.int(), validFrom: z.string() },
  ...{ likelihood: z.array(Step), exposure: z.array(Step).nullable(), consequence: z.array(Step) },
  least: z.record(RiskGrade, z.number()),
  floor: z.object({ consequence: z.number(), grade: RiskGrade }).nullable(),
  source: z.string(),
});
export type RiskMethodRule = z.infer<typeof RiskMethodRule>;

/** `GET /api/v1/risk-methods`: every version, the newest that holds decides. */
export const RiskMethods = z.object({ methods: z.array(RiskMethodRule) });
export type RiskMethods = z.infer<typeof RiskMethods>;
