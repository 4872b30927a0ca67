import { DateTime } from 'luxon';
import type { KpiDefinition, KpiPeriodKind, KpiSpan } from '../../../protocol/kpi.js';
import { dayText, dayNumber, periodOf } from '../../../protocol/kpi-period.js';
import { DomainError } from '../../platform/domain-error.js';

const HOUR_MS = 3_600_000;

/** What the clock says: now, and the city's day of a moment. */
export interface CityTime {
  now: number;
  dayOf: (ms: number) => string;
}

/**
 * The period of a kind that holds `at` (a city day or a time; now when left out), `back` periods earlier.
 * @throws kpi/not-yet (400) for a period that has not begun
 */
export function spanOf(kind: KpiPeriodKind, at: string | undefined, time: CityTime, back = 0): KpiSpan {
  const span = kind === 'hour' ? hourSpan(at, time, back) : daySpan(kind, at, time, back);
  const begins = kind === 'hour' ? Date.parse(span.start) > time.now : span.start > time.dayOf(time.now);
  if (begins) throw new DomainError(400, 'kpi/not-yet', `the ${kind} from ${span.start} has not begun`);
  return span;
}

function hourSpan(at: string | undefined, { now }: CityTime, back: number): KpiSpan {
  const ms = at === undefined ? now : Date.parse(at);
  const start = (Math.floor(ms / HOUR_MS) - back) * HOUR_MS;
  const [from, to] = [new Date(start).toISOString(), new Date(start + HOUR_MS).toISOString()];
  return { kind: 'hour', start: from, end: to, closed: start + HOUR_MS <= now };
}

function daySpan(kind: Exclude<KpiPeriodKind, 'hour'>, at: string | undefined, time: CityTime, back: number): KpiSpan {
  const day = at === undefined ? time.dayOf(time.now) : at.length > 10 ? time.dayOf(Date.parse(at)) : at;
  const { start, end } = periodOf(kind, day, back);
  return { kind, start, end, closed: end <= time.dayOf(time.now) };
}

/** The versions that hold on the last day of a period (today, while it runs), in the order of the tree. */
export function definitionsIn(all: readonly KpiDefinition[], span: KpiSpan, time: CityTime): KpiDefinition[] {
  const today = time.dayOf(time.now);
  const last = span.kind === 'hour' ? time.dayOf(Date.parse(span.start)) : dayText(dayNumber(span.end) - 1);
  const day = last > today ? today : last;
  const holds = all.filter((d) => d.validFrom <= day && (d.validTo === null || d.validTo >= day));
  const newest = new Map(holds.map((d) => [d.code, d.version]));
  return holds.filter((d) => newest.get(d.code) === d.version);
}

/** Beginning and end of a period as RFC 3339 UTC; days begin at midnight of the zone. */
export function instantsOf(
  { kind, start, end }: Pick<KpiSpan, 'kind' | 'start' | 'end'>,
  zone: string,
): { from: string; to: string } {
  if (kind === 'hour') return { from: start, to: end };
  return { from: midnight(start, zone), to: midnight(end, zone) };
}

/** When a city day begins, RFC 3339 UTC. */
export function midnight(day: string, zone: string): string {
  return new Date(DateTime.fromISO(day, { zone }).toMillis()).toISOString();
}

/** Why a code is refused. */
export function unknown(code: string): DomainError {
  return new DomainError(404, 'kpi/unknown', `there is no indicator ${code.slice(0, 40)}`);
}
