import type { AlarmLine } from '@protocol/alarm';
import type { AlarmRule } from '@protocol/alarm-rule';
import type { SensorReadings } from '@protocol/sensor';
import type { LimitValues, SensorLimit, SensorLimits } from '@protocol/sensor-limit';
import type { LimitLine } from '../../charts/curve.options.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Spans of the curve by name. */
export const RANGES = {
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
} as const;
export type RangeName = keyof typeof RANGES;

/** The range that an address names; six hours for any other word. */
export function rangeIn(text: unknown): RangeName {
  return typeof text === 'string' && Object.hasOwn(RANGES, text) ? (text as RangeName) : '6h';
}

/** The end of a span that an address names, epoch ms; null for now and for what is no time, or one ahead. */
export function endIn(text: unknown, nowMs: number): number | null {
  const ms = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isFinite(ms) && ms < nowMs ? ms : null;
}

/** A value as written: two decimals at most, and none where they say nothing. */
export function shortValue(value: number): string {
  return String(Math.abs(value) >= 1000 ? Math.round(value) : Math.round(value * 100) / 100);
}

/** Lowest, highest and mean of what a curve stands for, and of how many values; null where there are none. */
export function summaryOf({ points }: Pick<SensorReadings, 'points'>) {
  if (points.length === 0) return null;
  const n = points.reduce((sum, p) => sum + p.n, 0);
  return {
    n,
    low: Math.min(...points.map((p) => p.low)),
    high: Math.max(...points.map((p) => p.high)),
    mean: points.reduce((sum, p) => sum + p.value * p.n, 0) / n,
  };
}

/** Seconds that are missing in all. */
export function missingSeconds(gaps: SensorReadings['gaps']): number {
  return gaps.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 1000, 0);
}

/** How often the curve came to a limit from the other side: what a limit would have told, before its delays. */
export function crossings(
  points: SensorReadings['points'],
  condition: SensorLimit['condition'],
  limit: number,
): number {
  const isBeyond = ({ low, high }: { low: number; high: number }) =>
    condition === 'high' ? high >= limit : low <= limit;
  return points.filter((point, i) => isBeyond(point) && !(i > 0 && isBeyond(points[i - 1] as typeof point))).length;
}

/**
 * The limits of a sensor as they held over time, for the curve: each as its rule says until the first version of the sensor's own. The rule's own
 * past is not known: what it says now stands for it.
 */
export function limitLines(
  rules: readonly AlarmRule[],
  { limits, versions }: SensorLimits,
  nameOf: (rule: AlarmRule) => string,
): LimitLine[] {
  return limits.flatMap(({ rule: id, general }): LimitLine[] => {
    const rule = rules.find((r) => r.id === id);
    if (!rule) return [];
    const changes = versions
      .filter((version) => version.rule === id)
      .map(({ at, own }) => ({ fromMs: Date.parse(at), limit: (own ?? general).limit }))
      .sort((a, b) => a.fromMs - b.fromMs);
    const steps = [{ fromMs: -Infinity, limit: general.limit }, ...changes];
    return [{ id, name: nameOf(rule), priority: rule.priority, steps }];
  });
}

/** The values that hold: the sensor's own, else its rule's. */
export function holding({ own, general }: SensorLimit): LimitValues {
  return own ?? general;
}

/** When alarms were on within a span, as parts of it from 0 to 1, by priority. */
export function alarmSpans(
  alarms: readonly AlarmLine[],
  { fromMs, toMs, nowMs }: { fromMs: number; toMs: number; nowMs: number },
): { id: string; priority: 1 | 2 | 3 | 4; from: number; to: number }[] {
  const part = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / (toMs - fromMs)));
  return alarms.flatMap(({ id, priority, raisedAt, clearedAt, state }) => {
    const isOn = state === 'unacknowledged' || state === 'acknowledged';
    const endMs = isOn || clearedAt === null ? nowMs : Date.parse(clearedAt);
    if (endMs < fromMs || Date.parse(raisedAt) > toMs) return [];
    return [{ id, priority, from: part(Date.parse(raisedAt)), to: part(endMs) }];
  });
}
