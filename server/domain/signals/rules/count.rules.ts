import type { CountRule } from '../../../../protocol/signal.js';
import { ears } from '../ears/ears.rules.js';
import type { DailyCounts, Detection } from './detection.js';

/** Finds the days whose count lies above its bound. Days in a row are one detection. */
export function detectCounts(series: readonly DailyCounts[], rule: CountRule): Detection[] {
  return series.flatMap((of) => detectIn(of, rule)).sort((a, b) => a.sinceMs - b.sinceMs);
}

function detectIn({ district, days }: DailyCounts, rule: CountRule): Detection[] {
  const { method, baseline, minSigma } = rule;
  const points = ears(days.map((day) => day.n), { method, baseline, minSigma }); // prettier-ignore
  const found: { index: number; detection: Detection }[] = [];
  points.forEach(({ alarm, observed, upper, mean }, index) => {
    if (!alarm || observed === null || observed < rule.least) return;
    const untilMs = (days[index] as DailyCounts['days'][number]).endMs;
    const at = new Date(untilMs).toISOString();
    const evidence = [
      { source: rule.types.join(' '), channel: `ears:${method}`, at, n: observed, value: observed, limit: upper, mean },
    ];
    const last = found.at(-1);
    const sinceMs = last?.index === index - 1 ? last.detection.sinceMs : untilMs;
    if (last?.index === index - 1) found.pop();
    found.push({ index, detection: { district, sinceMs, untilMs, grade: rule.grade, evidence } });
  });
  return found.map(({ detection }) => detection);
}
