import type { Backtest } from '../../../../protocol/signal.js';
import { median } from '../ears/assess.rules.js';
import type { Detection } from './detection.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** An incident that a rule's signals should have come before. */
export interface Happened {
  district: string;
  atMs: number;
}

/** Judges what a rule found over a span by what happened: within the horizon after a detection, in its district. */
export function judgeBacktest(
  detections: readonly Detection[],
  happened: readonly Happened[],
  { fromMs, toMs, nowMs, horizonHours }: { fromMs: number; toMs: number; nowMs: number; horizonHours: number },
): Backtest {
  const within = (d: Detection, h: Happened) =>
    h.district === d.district && h.atMs >= d.sinceMs && h.atMs <= d.sinceMs + horizonHours * HOUR_MS;
  const leads = detections.flatMap((d) => {
    const first = Math.min(...happened.filter((h) => within(d, h)).map((h) => h.atMs));
    return Number.isFinite(first) ? [(first - d.sinceMs) / 60_000] : [];
  });
  const falseOnes = detections.length - leads.length;
  const days = Math.max(0, toMs - fromMs) / DAY_MS;
  return {
    ...{ at: iso(nowMs), from: iso(fromMs), to: iso(toMs), days },
    ...{ detections: detections.length, hits: leads.length, falseOnes },
    // Less than a week says nothing of a week.
    falsePerWeek: days >= 7 ? falseOnes / (days / 7) : null,
    leadMinutes: median(leads),
    incidents: happened.length,
    missed: happened.filter((h) => !detections.some((d) => within(d, h))).length,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
