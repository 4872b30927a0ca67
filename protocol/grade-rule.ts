import { z } from 'zod';
import { ObjectCategory } from './object.js';

const Points = z.int().min(0).max(100);

/** Who scored how much: what the grade of an object is worked out from. Points add up to a score of 0 to 100. */
const Fields = {
  /** City day from which it holds. */
  validFrom: z.iso.date(),
  /** Days back in which offences, complaints and late corrections count. */
  windowDays: z.int().min(7).max(730),
  points: z.strictObject({ offence: Points, complaint: Points, overdue: Points }),
  /** Points of the trade itself, 0 to 20. */
  base: z.record(ObjectCategory, z.int().min(0).max(20)),
  /** So many days without an offence take one point off. */
  cleanDaysPerPoint: z.int().min(1).max(365),
  /** The least score of each grade; below yellow it is green. */
  least: z.strictObject({ red: z.int().min(1).max(100), yellow: z.int().min(1).max(100) }),
  source: z.string().trim().min(1).max(200),
};

/** Body of `POST /api/v1/grade-rules`: a rule that begins on a day ahead. */
export const GradeRuleInput = z.strictObject(Fields).refine(({ least }) => least.red > least.yellow, {
  path: ['least', 'red'],
  message: 'must lie above the least score of yellow',
});
export type GradeRuleInput = z.infer<typeof GradeRuleInput>;

/** How the grade of an object is worked out, from a day on; every grade names the version. */
export const GradeRule = z.object({ ...Fields, version: z.int().positive() });
export type GradeRule = z.infer<typeof GradeRule>;

/** A rule with who added it (null: built in) and who took it back before it began. */
export const GradeRuleRow = GradeRule.extend({
  ...{ addedBy: z.string().nullable(), addedAt: z.string() },
  ...{ withdrawnBy: z.string().nullable(), withdrawnAt: z.string().nullable() },
});
export type GradeRuleRow = z.infer<typeof GradeRuleRow>;

/** Answer of `GET /api/v1/grade-rules`, the newest first. `inForce`: the version by which objects are graded today. */
export const GradeRules = z.object({ rules: z.array(GradeRuleRow), inForce: z.int() });
export type GradeRules = z.infer<typeof GradeRules>;
