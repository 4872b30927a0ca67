import type { TimeLimit } from '../../../protocol/clocks.js';
import { mostSpecific, type ScopeSubject } from './scope.rules.js';

/** What a limit is looked up for. `step` null asks for the limit of the whole incident. `day` is the city day on which the clock starts. */
export interface LimitSubject extends ScopeSubject {
  step: string | null;
}

/** Finds the most specific limit of a step, or of the whole incident. */
export function limitFor(limits: readonly TimeLimit[], subject: LimitSubject): TimeLimit | null {
  return mostSpecific(
    limits.filter((limit) => limit.step === subject.step),
    subject,
  );
}

/** Pairs of limits that say two things of the same subject on the same day. */
export function contradictions(limits: readonly TimeLimit[]): [string, string][] {
  const pairs: [string, string][] = [];
  const seen = new Map<string, TimeLimit[]>();
  for (const limit of limits) {
    const { procedure, step, type, condition, priority, district } = limit;
    const key = JSON.stringify([procedure, step, type, condition, priority, district]);
    const same = seen.get(key) ?? [];
    for (const other of same) if (overlap(limit, other)) pairs.push([other.id, limit.id]);
    seen.set(key, [...same, limit]);
  }
  return pairs;
}

function overlap(a: TimeLimit, b: TimeLimit): boolean {
  const [aFrom, aTo] = [a.effectiveFrom ?? '', a.effectiveTo ?? '9999'];
  const [bFrom, bTo] = [b.effectiveFrom ?? '', b.effectiveTo ?? '9999'];
  return aFrom <= bTo && bFrom <= aTo;
}
