import type { ForecastStep } from '../../../protocol/forecast.js';

const DAY_MS = 86_400_000;

/** Counts of consecutive steps; `first` is the day on which the first begins. */
export interface Series {
  by: ForecastStep;
  first: string;
  counts: number[];
}

/** Fills the days on which nothing came: from `began` up to the day before `end`. Null when no day lies between. */
export function seriesOf(
  began: string | null,
  end: string,
  days: readonly { day: string; n: number }[],
): Series | null {
  if (began === null || began >= end) return null;
  const counts = Array.from({ length: daysBetween(began, end) }, () => 0);
  for (const { day, n } of days) counts[daysBetween(began, day)] = n;
  return { by: 'day', first: began, counts };
}

/** Whole weeks, the last one ending with the series; days left over at its beginning are dropped. */
export function weekly({ first, counts }: Series): Series {
  const spare = counts.length % 7;
  const weeks = Array.from({ length: (counts.length - spare) / 7 }, (_, week) =>
    counts.slice(spare + week * 7, spare + week * 7 + 7).reduce((a, b) => a + b, 0),
  );
  return { by: 'week', first: addDays(first, spare), counts: weeks };
}

/** The day on which step `index` of a series begins, also beyond its end. */
export function dayAt({ by, first }: Series, index: number): string {
  return addDays(first, by === 'week' ? index * 7 : index);
}

function addDays(day: string, n: number): string {
  return new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
