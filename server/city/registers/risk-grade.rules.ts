import type { Fault } from '../../../protocol/problem.js';
import {
  RISK_GRADES,
  type Assessment,
  type AssessmentInput,
  type RiskGrade,
  type RiskMethod,
  type RiskMethodRule,
} from '../../../protocol/risk-grade.js';
import { RISK_METHODS } from './risk-methods.data.js';

/** The version of a method that holds on a city day (YYYY-MM-DD). */
export function methodOn(method: RiskMethod, day: string, rules: readonly RiskMethodRule[] = RISK_METHODS) {
  const all = rules.filter((rule) => rule.method === method);
  const rule = all.findLast((r) => r.validFrom <= day) ?? all[0];
  if (!rule) throw new Error(`there is no method ${method} by which risk points are graded`);
  return rule;
}

/** Grades a risk point by its method; a value that the method does not know is a fault at its place in the input. @source risk-methods.data.ts */
export function assess(input: AssessmentInput, rule: RiskMethodRule): Assessment | Fault {
  const { likelihood, consequence } = input;
  const exposure = input.method === 'lec' ? input.exposure : null;
  const given = { likelihood, consequence, ...(exposure !== null && { exposure }) };
  for (const [name, value] of Object.entries(given)) {
    const steps = rule[name as 'likelihood'] ?? [];
    if (!steps.some((s) => s.value === value)) return unknownValue(name, value, steps);
  }
  const score = rounded(likelihood * (exposure ?? 1) * consequence);
  const byScore = RISK_GRADES.find((g) => score >= rule.least[g]) ?? 'blue';
  const grade = withFloor(byScore, consequence, rule);
  const { method, version } = rule;
  return { method, version, likelihood, exposure, consequence, score, grade, isRaised: grade !== byScore };
}

function withFloor(grade: RiskGrade, consequence: number, { floor }: RiskMethodRule): RiskGrade {
  if (floor === null || consequence < floor.consequence) return grade;
  return RISK_GRADES.indexOf(grade) > RISK_GRADES.indexOf(floor.grade) ? floor.grade : grade;
}

/** Products of tenths are kept to the hundredth, so that 0.2 x 3 x 7 lies where a person's arithmetic puts it. */
function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

function unknownValue(name: string, value: number, steps: readonly { value: number }[]): Fault {
  const detail = `${name} is ${value}; the method knows ${steps.map((s) => s.value).join(', ')}`;
  return { pointer: `/assessment/${name}`, code: 'risk-point/unknown-value', detail };
}
