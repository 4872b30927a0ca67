import { forecast } from './forecast.rules.js';
import type { Rhythm } from './rhythm.data.js';

/** A central value with the bounds in which four of five outcomes should lie. */
export interface Expected {
  value: number;
  low: number;
  high: number;
}

/** What is expected step by step and of all steps together; `total` null when too few past totals are known. */
export interface Outlook {
  steps: Expected[];
  total: Expected | null;
}

/** How far ahead is looked, in steps; the total leaves the first `skip` of them out. */
export interface Ahead {
  horizon: number;
  skip?: number;
}

/** A short series keeps so much for its first fit, the rest for past forecasts. */
const FIT_SHARE = 0.6;
/** Fewer misses than this say nothing about a week ahead of its own: all are used together. */
const LEAST_MISSES = 20;
const LEAST_TOTALS = 8;

/**
 * Forecast with 80 % intervals: the misses of forecasts that would have been made in the past, in units of the root of what was expected
 * (counts scatter so), by weeks ahead. Null when the series is shorter than the rhythm asks for. @source docs/forecast.md
 */
export function outlook(counts: readonly number[], ahead: Ahead, rhythm: Rhythm): Outlook | null {
  const { horizon, skip = 0 } = ahead;
  if (counts.length < rhythm.least) return null;
  const values = forecast(counts, horizon, rhythm);
  const past = pastMisses(counts, { horizon, skip }, rhythm);
  const block = Math.max(1, Math.ceil(horizon / 4));
  const steps = values.map((value, i) => {
    const near = past.filter(({ ahead }) => Math.floor(ahead / block) === Math.floor(i / block));
    const misses = (near.length >= LEAST_MISSES ? near : past).map(({ miss }) => miss);
    return around(value, misses, rhythm.tail);
  });
  const totals = past.filter(({ total }) => total !== null).map(({ total }) => total as number);
  const sum = sumOf(values.slice(skip));
  return { steps, total: totals.length >= LEAST_TOTALS ? around(sum, totals, rhythm.tail) : null };
}

interface Miss {
  ahead: number;
  miss: number;
  /** Miss of all steps together, once for each origin. */
  total: number | null;
}

function pastMisses(counts: readonly number[], { horizon, skip }: Required<Ahead>, rhythm: Rhythm): Miss[] {
  const first = Math.min(rhythm.firstFit, Math.floor(counts.length * FIT_SHARE));
  const misses: Miss[] = [];
  for (let n = 0; n < rhythm.origins; n++) {
    const origin = counts.length - 1 - n * rhythm.stride;
    if (origin < first) break;
    const steps = Math.min(horizon, counts.length - origin);
    const values = forecast(counts.slice(0, origin), steps, rhythm);
    values.forEach((value, i) =>
      misses.push({ ahead: i, miss: scaled(counts[origin + i] as number, value), total: null }),
    );
    if (steps < horizon) continue;
    const [seen, expected] = [sumOf(counts.slice(origin + skip, origin + steps)), sumOf(values.slice(skip))];
    (misses.at(-1) as Miss).total = scaled(seen, expected);
  }
  return misses;
}

/** Half an event is added: nothing expected must not divide by nothing. */
const scaled = (seen: number, expected: number) => (seen - expected) / Math.sqrt(expected + 0.5);

function around(value: number, misses: readonly number[], tail: number): Expected {
  const sorted = [...misses].sort((a, b) => a - b);
  const unit = Math.sqrt(value + 0.5);
  const low = Math.max(0, value + quantile(sorted, tail) * unit);
  return { value, low: Math.min(low, value), high: Math.max(value, value + quantile(sorted, 1 - tail) * unit) };
}

/** The value below which a share of the sorted values lies, between its neighbours; 0 without values. */
function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const at = Math.min(Math.max(share * (sorted.length + 1) - 1, 0), sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
  return below + (above - below) * (at - Math.floor(at));
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
