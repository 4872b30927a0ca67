import type { Rhythm } from './rhythm.data.js';

/**
 * Central values for the next `horizon` steps of a series of counts. The level is smoothed exponentially on counts freed of the weekly
 * rhythm; where a year and more is known, the mean of two ways to use it counts: last year's level at that time, moved by half the
 * growth since, and today's level, moved by most of last year's course. @source docs/forecast.md
 */
export function forecast(counts: readonly number[], horizon: number, rhythm: Rhythm): number[] {
  const factors = weekFactors(counts, rhythm);
  const at = (t: number) => factors[t % rhythm.week] as number;
  const free = counts.map((count, t) => count / at(t));
  const level = smoothed(free, rhythm.smoothing);
  const year = knownYear(free, rhythm);
  return Array.from({ length: horizon }, (_, i) => {
    const central = year === null ? level : throughYear(year, i + 1, level, rhythm);
    return Math.max(0, central * at(counts.length + i));
  });
}

/** What the same step of the week brought last: the yardstick every forecast is held against. */
export function seasonalNaive(counts: readonly number[], horizon: number, season: number): number[] {
  return Array.from({ length: horizon }, (_, i) => counts[counts.length - season + (i % season)] ?? 0);
}

/** Each step of the week against the mean of its surroundings; newer weeks weigh more. Means 1. */
function weekFactors(counts: readonly number[], { week, forgetting }: Rhythm): number[] {
  const sums = Array.from({ length: week }, () => ({ seen: 0, expected: 0 }));
  const until = cumulated(counts);
  const total = until[counts.length] as number;
  if (week > 1)
    for (let t = 0; t < counts.length; t++) {
      const from = Math.min(Math.max(0, t - Math.floor(week / 2)), Math.max(0, counts.length - week));
      const weight = forgetting ** (counts.length - 1 - t);
      const sum = sums[t % week] as { seen: number; expected: number };
      sum.seen += weight * (counts[t] as number);
      sum.expected += (weight * ((until[from + week] ?? total) - (until[from] as number))) / week;
    }
  const raw = sums.map(({ seen, expected }) => (expected > 0 ? Math.max(seen / expected, LEAST_FACTOR) : 1));
  const middle = mean(raw, 0, raw.length);
  return raw.map((factor) => factor / middle);
}

/** A weekday on which nothing ever came must not divide by nothing. */
const LEAST_FACTOR = 0.02;

function smoothed(values: readonly number[], smoothing: number): number {
  let level = mean(values, 0, Math.min(values.length, FIRST_LEVEL));
  for (const value of values) level += smoothing * (value - level);
  return level;
}

/** Steps whose mean the smoothing starts from. */
const FIRST_LEVEL = 8;

/** Last year around a step that lies `ahead` of now, and how much more there is now than then. */
interface KnownYear {
  at: (ahead: number) => number;
  growth: number;
}

function knownYear(free: readonly number[], { year, around, trend }: Rhythm): KnownYear | null {
  const now = free.length - 1;
  if (now - year - around < 0) return null;
  const back = Math.min(trend, free.length - year);
  const then = mean(free, free.length - year - back, free.length - year);
  const growth = then > 0 ? mean(free, free.length - back, free.length) / then : 1;
  return { growth, at: (ahead) => mean(free, now - year + ahead - around, now - year + ahead + around + 1) };
}

function throughYear({ at, growth }: KnownYear, ahead: number, level: number, { course }: Rhythm): number {
  const [then, thenNow] = [at(ahead), at(0)];
  const moved = then * Math.sqrt(growth);
  const followed = thenNow > 0 ? level * (then / thenNow) ** course : level;
  return (moved + followed) / 2;
}

/** Sums of the first 0, 1, 2 ... values. */
function cumulated(values: readonly number[]): Float64Array {
  const until = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) until[i + 1] = (until[i] as number) + (values[i] as number);
  return until;
}

function mean(values: readonly number[], from: number, to: number): number {
  const [a, b] = [Math.max(0, from), Math.min(values.length, to)];
  let sum = 0;
  for (let i = a; i < b; i++) sum += values[i] as number;
  return b > a ? sum / (b - a) : 0;
}
