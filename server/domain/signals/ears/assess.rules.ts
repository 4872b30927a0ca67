import type { EarsAssessment, EarsPoint } from '../../../../protocol/ears.js';

/** Compares alarms with known outbreaks: how many were found, how soon, and how often it was told without one. */
export function assess(points: readonly EarsPoint[], outbreak: readonly boolean[]): EarsAssessment {
  const judged = points.map(({ alarm }, i) => ({ alarm, marked: outbreak[i] === true }));
  const runs = runsOf(judged.map((step) => step.marked)).filter((run) => run.some((i) => judged[i]?.alarm !== null));
  const delays = runs.flatMap((run) => {
    const first = run.findIndex((i) => judged[i]?.alarm === true);
    return first < 0 ? [] : [first];
  });
  const told = judged.filter(({ alarm }) => alarm !== null);
  const [ill, quiet] = [told.filter((s) => s.marked), told.filter((s) => !s.marked)];
  const falseAlarms = quiet.filter((s) => s.alarm).length;
  return {
    ...{ outbreaks: runs.length, detected: delays.length, sensitivity: share(delays.length, runs.length) },
    stepSensitivity: share(ill.filter((s) => s.alarm).length, ill.length),
    ...{ delays, medianDelay: median(delays), falseAlarms, quietSteps: quiet.length },
    falseAlarmRate: share(falseAlarms, quiet.length),
  };
}

/** The middle of some numbers; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half] as number, sorted[half] as number];
  return (low + high) / 2;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Indexes of unbroken runs of marked steps. */
function runsOf(marks: readonly boolean[]): number[][] {
  const runs: number[][] = [];
  marks.forEach((marked, i) => {
    if (!marked) return;
    if (marks[i - 1]) runs.at(-1)?.push(i);
    else runs.push([i]);
  });
  return runs;
}
