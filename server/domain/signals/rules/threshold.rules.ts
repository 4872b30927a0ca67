import type { Evidence, SignalGrade, ThresholdRule } from '../../../../protocol/signal.js';
import type { Detection, SensorSeries } from './detection.js';

/** Of the hours that a value is made of, so many must be there: 20 of 24. @source GB 3095-2012 table 4, taken for shorter spans too */
const LEAST_SHARE = 20 / 24;

/** What a district's worst sensors come to at one hour: the grade, and the column and limit that gave it. Null: nothing reached. */
interface Reached {
  grade: SignalGrade;
  evidence: Evidence;
}

/** Finds the hours at which a district reaches a row. Hours in a row are one detection, as grave as its gravest hour. Gaps reach nothing. */
export function detectThresholds(series: readonly SensorSeries[], rule: ThresholdRule): Detection[] {
  const districts = new Set(series.map((of) => of.district));
  return [...districts]
    .flatMap((district) => detectIn(district, { of: series.filter((s) => s.district === district), rule }))
    .sort((a, b) => a.sinceMs - b.sinceMs);
}

function detectIn(district: string, { of, rule }: { of: readonly SensorSeries[]; rule: ThresholdRule }): Detection[] {
  const ends = of[0]?.hours.map((hour) => hour.endMs) ?? [];
  const found: { index: number; detection: Detection }[] = [];
  ends.forEach((untilMs, index) => {
    const reached = reachedAt(of, index, rule);
    if (!reached) return;
    const last = found.at(-1)?.index === index - 1 ? found.pop()?.detection : undefined;
    const isWorse = last === undefined || reached.grade <= last.grade;
    const worst = isWorse ? { grade: reached.grade, evidence: [reached.evidence] } : last;
    const { grade, evidence } = worst;
    found.push({ index, detection: { district, sinceMs: last?.sinceMs ?? untilMs, untilMs, grade, evidence } });
  });
  return found.map(({ detection }) => detection);
}

/** Any column that reaches a row gives its grade; the worst row holds and says which column, sensor and limit it was. */
function reachedAt(of: readonly SensorSeries[], index: number, { columns, rows }: ThresholdRule): Reached | null {
  for (const { grade, atLeast } of rows.toSorted((a, b) => a.grade - b.grade)) {
    for (const [c, column] of columns.entries()) {
      const limit = atLeast[c];
      if (limit === null || limit === undefined) continue;
      for (const series of of) {
        const value = series.metric === column.metric ? valueOf(series, index, column) : null;
        if (value === null || value < limit) continue;
        const at = new Date(series.hours[index]?.endMs ?? 0).toISOString();
        const channel = `sensor:${column.metric}:${column.fold}${column.hours}h`;
        return { grade, evidence: { source: series.sensor, channel, at, n: 1, value, limit, mean: null } };
      }
    }
  }
  return null;
}

function valueOf({ hours }: SensorSeries, index: number, { hours: span, fold }: ThresholdRule['columns'][number]) {
  const field = fold === 'max' ? 'high' : fold;
  const values = hours.slice(Math.max(0, index + 1 - span), index + 1).flatMap((hour) => hour[field] ?? []);
  if (values.length < span * LEAST_SHARE) return null;
  if (fold === 'max') return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return fold === 'sum' ? sum : sum / values.length;
}
