import type { KpiPeriodKind, KpiSpan } from './kpi.js';

const DAY_MS = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** The period of a kind that holds a city day (YYYY-MM-DD), `back` periods earlier; days are [start, end). Hours are not made here. */
export function periodOf(kind: Exclude<KpiPeriodKind, 'hour'>, day: string, back = 0): { start: string; end: string } {
  if (kind === 'day' || kind === 'week') {
    const length = kind === 'day' ? 1 : 7;
    // Day 0 was a Thursday; weeks begin on Monday.
    const first = kind === 'day' ? dayNumber(day) : dayNumber(day) - ((((dayNumber(day) + 3) % 7) + 7) % 7);
    const start = first - back * length;
    return { start: dayText(start), end: dayText(start + length) };
  }
  const length = MONTHS[kind];
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1];
  const first = Math.floor((year * 12 + month) / length) * length - back * length;
  return { start: monthText(first), end: monthText(first + length) };
}

/** The same period a year earlier; weeks go back 52 of themselves, so that weekdays meet. */
export function yearBefore(kind: Exclude<KpiPeriodKind, 'hour'>, start: string): string {
  if (kind === 'week') return dayText(dayNumber(start) - 364);
  const [year, rest] = [Number(start.slice(0, 4)) - 1, start.slice(5)];
  return `${String(year).padStart(4, '0')}-${rest === '02-29' ? '02-28' : rest}`;
}

/** Days since 1970-01-01. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / DAY_MS);
}

/** City day (YYYY-MM-DD) of a number of days since 1970-01-01. */
export function dayText(n: number): string {
  return new Date(n * DAY_MS).toISOString().slice(0, 10);
}

function monthText(n: number): string {
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01`;
}

/** The letter by which kept cells of a kind go. */
export const GRAIN = { hour: 'h', day: 'd', week: 'w', month: 'm', quarter: 'q', year: 'y' } as const satisfies Record<
  KpiPeriodKind,
  string
>;

/** The number by which kept cells of a period go: epoch hour, or days since 1970-01-01. */
export function bucketOf({ kind, start }: Pick<KpiSpan, 'kind' | 'start'>): number {
  return kind === 'hour' ? Math.floor(Date.parse(start) / 3_600_000) : dayNumber(start);
}
