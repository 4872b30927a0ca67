import type { EarsMethod, EarsPoint, EarsSettings } from '../../../../protocol/ears.js';
import { normalQuantile } from './normal-quantile.rules.js';

/** Type-1 error of one comparison, per detector. @source R surveillance 1.20.3, earsC: about 3 standard deviations, for C3 about 2 */
const ALPHA: Record<EarsMethod, number> = { C1: 0.001, C2: 0.001, C3: 0.025 };
/** Steps between a baseline and what is compared with it. */
const GAP: Record<EarsMethod, number> = { C1: 0, C2: 2, C3: 2 };
/** Earlier steps whose excess C3 counts. */
const LOOKS_BACK: Record<EarsMethod, number> = { C1: 0, C2: 0, C3: 2 };

/** Fills in what was left out of the settings. */
export function earsSettings(given: EarsSettings): Required<EarsSettings> {
  return { ...given, alpha: given.alpha ?? ALPHA[given.method] };
}

/**
 * Runs a detector over counts in order; bounds and alarms are those of `earsC` of the R package surveillance, step by step. That C3 puts its bound at the
 * count itself, plus the two earlier steps' lack of excess: it warns after two high steps, whatever the present one is. `score` is the classic sum of three.
 * Of a step that was not reported (null), and of one whose baseline holds such a step, nothing is told.
 * @source R surveillance 1.20.3, R/earsC.R; Hutwagner et al., J Urban Health 80 (2003) i89
 */
export function ears(reported: readonly (number | null)[], given: EarsSettings): EarsPoint[] {
  // Not a number goes through every sum that it is part of, as NA does in R.
  const counts = reported.map((n) => n ?? NaN);
  const settings = earsSettings(given);
  const z = normalQuantile(1 - settings.alpha);
  const first = settings.baseline + GAP[settings.method] + LOOKS_BACK[settings.method];
  return counts.map((count, i) => {
    const observed = reported[i] ?? null;
    if (i < first) return { t: i + 1, observed, mean: null, sd: null, score: null, upper: null, alarm: null };
    const { mean, sd } = baselineOf(counts, i, settings);
    const { upper, score } =
      settings.method === 'C3' ? ofC3(counts, i, { settings, z, sd }) : ofOne(count, { mean, sd, z });
    const isTold = !Number.isNaN(upper) && observed !== null;
    return {
      ...{ t: i + 1, observed, mean: told(mean), sd: told(sd), score: told(score) },
      ...{ upper: isTold ? upper : null, alarm: isTold ? count > upper : null },
    };
  });
}

/** A number that can be written down; null of what was divided by nothing or lacks a step. */
function told(n: number): number | null {
  return Number.isFinite(n) ? n : null;
}

function ofOne(observed: number, { mean, sd, z }: { mean: number; sd: number; z: number }) {
  return { upper: mean + z * sd, score: (observed - mean) / sd };
}

function ofC3(
  counts: readonly number[],
  i: number,
  { settings, z, sd }: { settings: Required<EarsSettings>; z: number; sd: number },
) {
  const [now, one, two] = [0, 1, 2].map((back) => excess(counts, i - back, settings)) as [number, number, number];
  // Without any variation 0/0 stays untold, as R has it; a bound is never below nothing.
  const upper = (counts[i] as number) + sd * (z - (two + one));
  return { upper: Number.isNaN(upper) ? upper : Math.max(0, upper), score: now + one + two };
}

/** How far a step's C2 lies above 1. */
function excess(counts: readonly number[], i: number, settings: Required<EarsSettings>): number {
  const { mean, sd } = baselineOf(counts, i, settings);
  const value = ((counts[i] as number) - mean) / sd - 1;
  return Number.isNaN(value) ? value : Math.max(0, value);
}

/** Mean and sample standard deviation (at least `minSigma`) of the steps that step `i` is compared with. */
function baselineOf(
  counts: readonly number[],
  i: number,
  { method, baseline, minSigma }: Required<EarsSettings>,
): { mean: number; sd: number } {
  const end = i - GAP[method];
  const steps = counts.slice(end - baseline, end);
  const mean = steps.reduce((sum, n) => sum + n, 0) / baseline;
  const squares = steps.reduce((sum, n) => sum + (n - mean) ** 2, 0);
  return { mean, sd: Math.max(Math.sqrt(squares / (baseline - 1)), minSigma) };
}
