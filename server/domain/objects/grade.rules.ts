import type { GradeReason, ObjectCategory, ObjectGrade } from '../../../protocol/object.js';
import type { GradeRule } from '../../../protocol/grade-rule.js';

/** What is known of an object within the window of the rule. `cleanDays`: whole days since its last offence, at most the window. */
export interface Conduct {
  category: ObjectCategory;
  offences: number;
  complaints: number;
  overdue: number;
  cleanDays: number;
}

/** A grade and what it comes from. */
export interface Graded {
  grade: ObjectGrade;
  reason: GradeReason;
}

/** The rule that holds on a city day (YYYY-MM-DD). @param rules oldest first */
export function ruleOn<T extends GradeRule>(day: string, rules: readonly T[]): T {
  const rule = rules.findLast((r) => r.validFrom <= day) ?? rules[0];
  if (!rule) throw new Error('there is no rule by which objects are graded');
  return rule;
}

/** Grades an object: points for what it did, less those for days without an offence. @source grade.data.ts */
export function gradeOf(conduct: Conduct, rule: GradeRule): Graded {
  const { offences, complaints, overdue, cleanDays, category } = conduct;
  const { points, base, cleanDaysPerPoint, least, version, windowDays } = rule;
  const earned = offences * points.offence + complaints * points.complaint + overdue * points.overdue;
  const raw = earned + base[category] - Math.floor(cleanDays / cleanDaysPerPoint);
  const score = Math.min(100, Math.max(0, raw));
  const grade = score >= least.red ? 'red' : score >= least.yellow ? 'yellow' : 'green';
  return { grade, reason: { score, offences, complaints, overdue, cleanDays, rule: version, windowDays } };
}
