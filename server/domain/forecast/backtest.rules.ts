import { seasonalNaive } from './forecast.rules.js';
import { outlook } from './interval.rules.js';
import type { Rhythm } from './rhythm.data.js';

/** How forecasts would have done: mean absolute errors over the same points, and how often the interval held. */
export interface Backtest {
  origins: number;
  points: number;
  mae: number;
  naiveMae: number;
  /** 1 - mae / naiveMae; null when the yardstick never missed. */
  skill: number | null;
  /** Share of outcomes inside the 80 % interval. */
  coverage: number;
}

/** Where the origin is rolled: from `first` to the last step, `stride` steps at a time. */
export interface Rolling {
  first: number;
  horizon: number;
  stride: number;
  /** Season of the yardstick; by default the week, for weeks the year where one is known at every origin. */
  season?: number;
}

/** Rolls the origin over the end of a series, each time knowing only what came before. Null when there is nothing to roll over. */
export function backtest(counts: readonly number[], rolling: Rolling, rhythm: Rhythm): Backtest | null {
  const { first, horizon, stride } = rolling;
  const season = rolling.season ?? yardstickSeason(first, rhythm);
  const sums = { origins: 0, points: 0, missed: 0, naiveMissed: 0, inside: 0 };
  for (let origin = Math.max(first, rhythm.least); origin < counts.length; origin += stride) {
    const known = counts.slice(0, origin);
    const steps = Math.min(horizon, counts.length - origin);
    const expected = outlook(known, { horizon: steps }, rhythm);
    if (expected === null) continue;
    const naive = seasonalNaive(known, steps, season);
    sums.origins++;
    expected.steps.forEach(({ value, low, high }, i) => {
      const seen = counts[origin + i] as number;
      sums.points++;
      sums.missed += Math.abs(seen - value);
      sums.naiveMissed += Math.abs(seen - (naive[i] as number));
      if (seen >= low - ROUNDING && seen <= high + ROUNDING) sums.inside++;
    });
  }
  if (sums.points === 0) return null;
  const [mae, naiveMae] = [sums.missed / sums.points, sums.naiveMissed / sums.points];
  const { origins, points } = sums;
  return {
    origins,
    points,
    mae,
    naiveMae,
    skill: naiveMae > 0 ? 1 - mae / naiveMae : null,
    coverage: sums.inside / points,
  };
}

/** A sum of fractions may miss the whole number it is. */
const ROUNDING = 1e-6;

function yardstickSeason(first: number, { week, year }: Rhythm): number {
  return week === 1 && first >= year ? year : week;
}
