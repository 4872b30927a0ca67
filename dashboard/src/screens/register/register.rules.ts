import type { Assessment, RiskGrade, RiskMethodRule } from '@protocol/risk-grade';
import type { Visit } from '@protocol/visit';

/** The method's version that a grade was given by; the newest one where that is not told any more. */
export function methodOf(assessment: Assessment, methods: readonly RiskMethodRule[]): RiskMethodRule | undefined {
  const all = methods.filter((m) => m.method === assessment.method);
  return all.find((m) => m.version === assessment.version) ?? all.at(-1);
}

/** The grade of a cell of the matrix, as the method gives it. */
export function cellGrade(rule: RiskMethodRule, likelihood: number, consequence: number): RiskGrade {
  const score = likelihood * consequence;
  const grades: readonly RiskGrade[] = ['red', 'orange', 'yellow', 'blue'];
  const at = grades.findIndex((grade) => score >= rule.least[grade]);
  const isFloored = rule.floor !== null && consequence >= rule.floor.consequence;
  const most = isFloored && rule.floor ? grades.indexOf(rule.floor.grade) : grades.length - 1;
  return grades[Math.min(at < 0 ? grades.length - 1 : at, most)] ?? 'blue';
}

/** Planned visits by day: first those that are late, then each day. */
export function byDay(visits: readonly Visit[]): { day: string | null; visits: Visit[] }[] {
  const groups = new Map<string | null, Visit[]>();
  for (const visit of visits) {
    const key = visit.overdue ? null : visit.plannedOn;
    groups.set(key, [...(groups.get(key) ?? []), visit]);
  }
  return [...groups]
    .map(([day, found]) => ({ day, visits: found }))
    .toSorted((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
}
