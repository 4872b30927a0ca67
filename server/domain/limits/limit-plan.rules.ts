import type { ProfileTimeLimit, TimeLimit } from '../../../protocol/clocks.js';
import type { Fault } from '../../../protocol/problem.js';
import { dayBefore } from '../../platform/validity.rules.js';
import { faultAt } from './limit-csv.rules.js';

/** What lines are judged by: the limits there are, and what the city knows. `today` is the city's day, YYYY-MM-DD. */
export interface Known {
  limits: readonly TimeLimit[];
  today: string;
  calendars: ReadonlySet<string>;
  procedures: ReadonlySet<string>;
  districts: ReadonlySet<string>;
  /** Tells whether a type, or the first words of one, is in the catalogue. */
  hasType: (type: string) => boolean;
}

/** What an import does: limits to add, and those that end the day before one of them begins. */
export interface Plan {
  add: TimeLimit[];
  end: { id: string; on: string }[];
  faults: Fault[];
}

/**
 * Plans an import. What has held is never overwritten: each line begins on a day ahead, under an id of its own, and the limit that said something
 * of the same scope until then ends the day before.
 */
export function planOf(lines: readonly ProfileTimeLimit[], known: Known): Plan {
  const plan: Plan = { add: [], end: [], faults: [] };
  const all = [...known.limits];
  for (const [n, line] of lines.entries()) {
    const faults = faultsOf(line, known, n);
    const limit = limitOf(line);
    if (all.some((l) => l.id === limit.id))
      faults.push(faultAt(n, 'id', 'limit/id-taken', `${limit.id} is there; a changed limit has an id of its own`));
    const same = all.filter((l) => scopeOf(l) === scopeOf(limit));
    const later = same.find((l) => (l.effectiveFrom ?? '') >= (limit.effectiveFrom ?? ''));
    if (later && overlaps(later, limit))
      faults.push(
        faultAt(
          n,
          'effectiveFrom',
          'limit/contradicts',
          `${later.id} says another length from ${later.effectiveFrom ?? 'ever'} on`,
        ),
      );
    plan.faults.push(...faults);
    if (faults.length > 0) continue;
    for (const before of same.filter((l) => overlaps(l, limit))) {
      const on = dayBefore(limit.effectiveFrom as string);
      plan.end.push({ id: before.id, on });
      all.splice(all.indexOf(before), 1, { ...before, effectiveTo: on });
    }
    plan.add.push(limit);
    all.push(limit);
  }
  return plan;
}

function faultsOf(line: ProfileTimeLimit, known: Known, n: number): Fault[] {
  const { effectiveFrom, effectiveTo, calendar, procedure, district, type } = line;
  const fault = (field: string, code: string, says: string) => faultAt(n, field, `limit/${code}`, says);
  return [
    ...(effectiveFrom !== undefined && effectiveFrom > known.today
      ? []
      : [fault('effectiveFrom', 'not-ahead', `must lie after ${known.today}: what has held stays as it was`)]),
    ...(effectiveTo !== undefined && effectiveTo < (effectiveFrom ?? '')
      ? [fault('effectiveTo', 'ends-before', 'lies before effectiveFrom')]
      : []),
    ...(known.calendars.has(calendar)
      ? []
      : [fault('calendar', 'unknown-calendar', `there is no calendar ${calendar}`)]),
    ...(procedure === undefined || known.procedures.has(procedure)
      ? []
      : [fault('procedure', 'unknown-procedure', `there is no procedure ${procedure}`)]),
    ...(district === undefined || known.districts.has(district)
      ? []
      : [fault('district', 'unknown-district', `there is no district ${district}`)]),
    ...(type === undefined || known.hasType(type)
      ? []
      : [fault('type', 'unknown-type', `no type of the catalogue begins with ${type}`)]),
  ];
}

function limitOf({ name, nameEn, ...line }: ProfileTimeLimit): TimeLimit {
  return {
    ...{ procedure: null, step: null, type: null, condition: null, priority: null, district: null },
    ...{ effectiveFrom: null, effectiveTo: null },
    ...line,
    nameZh: name,
    nameEn: nameEn ?? name,
  };
}

const scopeOf = ({ procedure, step, type, condition, priority, district }: TimeLimit) =>
  JSON.stringify([procedure, step, type, condition, priority, district]);

function overlaps(a: TimeLimit, b: TimeLimit): boolean {
  return (a.effectiveFrom ?? '') <= (b.effectiveTo ?? '9999') && (b.effectiveFrom ?? '') <= (a.effectiveTo ?? '9999');
}
