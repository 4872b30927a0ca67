import type { Rhythm } from './rhythm.data.js';

/**
 * Central values for the next `horizon` steps of a series of counts. The level is smoothed exponentially on counts freed of the weekly
 * rhythm; where a year and more is known, the mean of two ways to use it counts: last year's level at that time, moved by half the
 * growth since, and today's level, moved by most of last year's course. @source docs/forecast.md
 */
export function forecast(counts: readonly number[], horizon: number, rhythm: Rhythm): number[] {
  const factors = weekFactors(counts, rhythm);
  const at = (t: number) => factors[t % rhythm.week] as number;
  const freed: Freed = { counts, factors: counts.map((_, t) => at(t)) };
  const level = smoothed(freed, rhythm.smoothing);
  const year = knownYear(freed, rhythm);
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

/** Counts beside the week's factors: a level is counts over factors, so that weekdays on which nothing comes do not pull it down. */
interface Freed {
  counts: readonly number[];
  factors: readonly number[];
}

function smoothed({ counts, factors }: Freed, smoothing: number): number {
  let seen = mean(counts, 0, FIRST_LEVEL);
  let usual = mean(factors, 0, FIRST_LEVEL);
  counts.forEach((count, t) => {
    seen += smoothing * (count - seen);
    usual += smoothing * ((factors[t] as number) - usual);
  });
  return seen / usual;
}

/** Steps whose mean the smoothing starts from. */
const FIRST_LEVEL = 8;

function levelOf({ counts, factors }: Freed, from: number, to: number): number {
  const usual = mean(factors, from, to);
  return usual > 0 ? mean(counts, from, to) / usual : 0;
}

/** Last year around a step that lies `ahead` of now, and how much more there is now than then. */
interface KnownYear {
  at: (ahead: number) => number;
  growth: number;
}

/** Null too when last year was another world (a source that began, a level that jumped): then it foretells nothing. */
function knownYear(freed: Freed, { year, around, trend, mostGrowth }: Rhythm): KnownYear | null {
  const n = freed.counts.length;
  if (n - 1 - year - around < 0) return null;
  const back = Math.min(trend, n - year);
  const then = levelOf(freed, n - year - back, n - year);
  const growth = then > 0 ? levelOf(freed, n - back, n) / then : 0;
  if (growth > mostGrowth || growth < 1 / mostGrowth) return null;
  return { growth, at: (ahead) => levelOf(freed, n - 1 - year + ahead - around, n + ahead - year + around) };
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
