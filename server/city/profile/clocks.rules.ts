import {
  ProfileTimeLimit,
  type ProfileServiceCalendar,
  type ServiceCalendar,
  type TimeLimit,
} from '../../../protocol/clocks.js';
import { BUILT_IN_CALENDARS } from '../clocks/service-calendars.data.js';
import { contradictions } from '../clocks/time-limit.rules.js';
import { BUILT_IN_LIMITS } from '../clocks/time-limits.data.js';
import type { Findings } from './fault.js';
import { numeric } from './numeric.rules.js';

const CALENDARS_FILE = 'service-calendars.json';
const LIMITS_FILE = 'time-limits';

/** A row of `time-limits.json` or `time-limits.csv`. */
export const LimitLine = numeric(ProfileTimeLimit, ['priority', 'amount', 'warnShare']);

/** The service calendars in force: the built-in ones with the city's over them. Periods must follow each other, the last without end. */
export function calendarsOf(own: readonly ProfileServiceCalendar[] | null, findings: Findings): ServiceCalendar[] {
  const all = new Map(BUILT_IN_CALENDARS.map((c) => [c.id, c]));
  for (const { id, name, nameEn, source, periods } of own ?? []) {
    const calendar = { id, nameZh: name, nameEn: nameEn ?? name, source, periods };
    const message = faultOf(calendar);
    if (message !== null) findings.faults.push({ file: CALENDARS_FILE, at: id, message });
    all.set(id, calendar);
  }
  return [...all.values()];
}

/** The time limits in force: the built-in ones with the city's over them. Each names a calendar that exists, and no two contradict. */
export function limitsOf(
  own: readonly ProfileTimeLimit[] | null,
  calendars: readonly ServiceCalendar[],
  findings: Findings,
): TimeLimit[] {
  const fail = (at: string, message: string) => void findings.faults.push({ file: LIMITS_FILE, at, message });
  const all = new Map(BUILT_IN_LIMITS.map((l) => [l.id, l]));
  for (const line of own ?? []) all.set(line.id, limitOf(line));
  const known = new Set(calendars.map((c) => c.id));
  for (const { id, calendar } of all.values()) {
    if (!known.has(calendar)) fail(id, `calendar ${calendar} is neither built in nor in ${CALENDARS_FILE}`);
  }
  for (const [a, b] of contradictions([...all.values()])) {
    fail(b, `says another length for the same as ${a} on the same days; give one of them an end`);
  }
  return [...all.values()];
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

function faultOf({ periods }: ServiceCalendar): string | null {
  for (const [i, { from }] of periods.entries()) {
    const before = i === 0 ? undefined : periods[i - 1];
    if (before && (from === null || before.to === null || before.to >= from))
      return `period ${i} begins before the one before it ends`;
  }
  const last = periods.at(-1);
  if (!last || last.to !== null) return 'the last period must have no end: a clock would never run out after it';
  if (last.workday.length === 0 && last.weekend.length === 0) return 'the last period has no hours';
  return null;
}
