import type { Priority } from '../../../protocol/observation.js';

/** What a row of a table is for; null means any. `type`: a code or the first words of one. Days of validity are inclusive. */
export interface Scope {
  procedure: string | null;
  type: string | null;
  condition: string | null;
  priority: Priority | null;
  district: string | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
}

/** What a row is looked up for, on a city day `YYYY-MM-DD`. */
export interface ScopeSubject {
  procedure: string;
  type: string;
  condition: string | null;
  priority: Priority;
  district: string;
  day: string;
}

/**
 * Finds the most specific row that applies: first by filing condition, then by the longer type, then district, then priority, then
 * procedure. Two that are equally specific differ in nothing but their days of validity: the one that began later wins.
 */
export function mostSpecific<T extends Scope>(rows: Iterable<T>, subject: ScopeSubject): T | null {
  let best: T | null = null;
  for (const row of rows) {
    if (applies(row, subject) && (best === null || isNearer(row, best))) best = row;
  }
  return best;
}

function applies(row: Scope, subject: ScopeSubject): boolean {
  return (
    isAnyOr(row.procedure, subject.procedure) &&
    isAnyOr(row.condition, subject.condition) &&
    isAnyOr(row.priority, subject.priority) &&
    isAnyOr(row.district, subject.district) &&
    (row.type === null || subject.type === row.type || subject.type.startsWith(`${row.type}.`)) &&
    (row.effectiveFrom ?? subject.day) <= subject.day &&
    subject.day <= (row.effectiveTo ?? subject.day)
  );
}

function isAnyOr<T>(wanted: T | null, given: T | null): boolean {
  return wanted === null || wanted === given;
}

function isNearer(a: Scope, b: Scope): boolean {
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, i) => value !== right[i]);
  if (at >= 0) return (left[at] as number) > (right[at] as number);
  return (a.effectiveFrom ?? '') > (b.effectiveFrom ?? '');
}

function rank(row: Scope): number[] {
  const given = (value: unknown) => (value === null ? 0 : 1);
  return [
    given(row.condition),
    row.type?.split('.').length ?? 0,
    given(row.district),
    given(row.priority),
    given(row.procedure),
  ];
}
