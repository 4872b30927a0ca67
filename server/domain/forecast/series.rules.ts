import type { ForecastStep } from '../../../protocol/forecast.js';

const DAY_MS = 86_400_000;

/** Counts of consecutive steps; `first` is the day on which the first begins. */
export interface Series {
  by: ForecastStep;
  first: string;
  counts: number[];
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

/** The day `n` days on. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one to the other; 0 on the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
