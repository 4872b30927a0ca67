import { CURVE_POINTS, READING_DAYS, type SensorReadings } from '../../../protocol/sensor.js';

const DAY_MS = 86_400_000;
const HOUR_S = 3600;
/** Spans up to here are read one by one: a sensor of one value a second has six hundred thousand of them. */
const READ_ONE_BY_ONE_MS = 7 * DAY_MS;
/** Rhythms of silence that are a gap, and points: what would be narrower is not seen. @source docs/protocol.md §Feeds: late above two */
const GAP_RHYTHMS = 2;
const GAP_POINTS = 4;
/** Gaps told at most, the longest. */
const GAPS = 200;

/** How a curve is read: from which table, how many seconds a point stands for, and after how many seconds of silence a gap begins (null: never). */
export interface CurvePlan {
  of: SensorReadings['of'];
  stepSeconds: number;
  gapSeconds: number | null;
}

interface Span {
  fromMs: number;
  toMs: number;
}

/** Plans the reading of a span: bounded, however long it is. @param rhythm of the sensor in seconds */
export function planCurve(
  { fromMs, toMs }: Span,
  { nowMs, rhythm }: { nowMs: number; rhythm: number | null },
): CurvePlan {
  const isRaw = toMs - fromMs <= READ_ONE_BY_ONE_MS && fromMs >= nowMs - READING_DAYS * DAY_MS;
  const least = (toMs - fromMs) / 1000 / CURVE_POINTS;
  const silence = rhythm === null ? null : Math.max(rhythm * GAP_RHYTHMS, least * GAP_POINTS);
  if (isRaw) return { of: 'readings', stepSeconds: least, gapSeconds: silence };
  const stepSeconds = Math.max(1, Math.ceil(least / HOUR_S)) * HOUR_S;
  // An hour with a single value in it has one: less than two empty hours are no gap.
  return { of: 'hours', stepSeconds, gapSeconds: silence === null ? null : Math.max(silence, HOUR_S) };
}

/**
 * The gaps of a span: those between values, and the silence before the first and after the last of them. `before`: the newest value before the span.
 * @param toMs the end of the span or now, whichever is earlier
 */
export function gapsOf(
  between: readonly { from: string; to: string }[],
  of: Span & { first: string | null; last: string | null; before: string | null; gapSeconds: number | null },
): SensorReadings['gaps'] {
  const { fromMs, toMs, first, last, before, gapSeconds } = of;
  if (gapSeconds === null || toMs <= fromMs) return [];
  const isGap = (a: number, b: number) => b - a > gapSeconds * 1000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const heardMs = before === null ? -Infinity : Date.parse(before);
  const firstMs = first === null ? toMs : Date.parse(first);
  const edges = isGap(heardMs, firstMs) ? [{ from: iso(fromMs), to: iso(firstMs) }] : [];
  if (last !== null && isGap(Date.parse(last), toMs)) edges.push({ from: last, to: iso(toMs) });
  return [...between, ...edges]
    .sort((a, b) => lengthOf(b) - lengthOf(a))
    .slice(0, GAPS)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function lengthOf({ from, to }: { from: string; to: string }): number {
  return Date.parse(to) - Date.parse(from);
}
