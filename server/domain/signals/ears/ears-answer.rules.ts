import type { EarsAnswer, EarsInput } from '../../../../protocol/ears.js';
import { assess } from './assess.rules.js';
import { ears, earsSettings } from './ears.rules.js';

/** Runs a detector over a series and, where its outbreaks are known, tells how well it found them. */
export function answerEars({ counts, outbreak, ...given }: EarsInput): EarsAnswer {
  const points = ears(counts, given);
  return {
    settings: earsSettings(given),
    alarms: points.filter((point) => point.alarm).length,
    points,
    assessment: outbreak === undefined ? null : assess(points, outbreak),
  };
}
