import { COLOURS, TYPEFACE } from '../theme/colours.js';
import { dayTime, shortTime } from '../time/city-time.js';

/** A limit as it held over time: from each moment (ms) on, until the next; null: none then. `name` stands at its end. */
export interface LimitLine {
  id: string;
  name: string;
  priority: 1 | 2 | 3 | 4;
  steps: readonly { fromMs: number; limit: number | null }[];
}

/** What a sensor's curve is drawn from, over [fromMs, toMs]. `k`: root factor; `hatch`: how what is missing is drawn. */
export interface Curve {
  points: readonly { at: string; value: number; low: number; high: number }[];
  gaps: readonly { from: string; to: string }[];
  limits: readonly LimitLine[];
  fromMs: number;
  toMs: number;
  zone: string;
  unit: string;
  k: number;
  hatch: Record<string, unknown>;
}

/** Room beside the curve, px at 16 px a rem: what stands above or below it is laid out by them. */
export const CURVE_SIDES = { left: 56, right: 128 } as const;

const DAY_MS = 86_400_000;
/** So that limits are told apart without their colours: the more urgent, the longer the strokes. */
const DASH: Readonly<Record<1 | 2 | 3 | 4, number[]>> = { 1: [12, 3], 2: [8, 4], 3: [4, 4], 4: [2, 4] };
const SHAPE: Readonly<Record<1 | 2 | 3 | 4, string>> = { 1: '◆', 2: '▲', 3: '●', 4: '■' };

/** Draws measured values over time with their spread, their limits as they held, and what is missing as hatched gaps. */
export function curveOption(curve: Curve): Record<string, unknown> {
  const { points, gaps, fromMs, toMs, zone, unit, k } = curve;
  const font = { color: COLOURS.mid, fontSize: 13 * k };
  // The others stay as empty series: what ECharts has drawn once goes only when it is told.
  const limits = curve.limits.map((line) => (isNear(line, curve) ? line : { ...line, steps: [] }));
  const label = (ms: number) => (toMs - fromMs > DAY_MS ? dayTime(ms, zone).slice(0, -3) : shortTime(ms, zone));
  const hasSpread = points.some(({ low, high }) => high > low);
  const band = { type: 'line', symbol: 'none', silent: true, stack: 'spread', lineStyle: { opacity: 0 } };
  const spread = (of: (p: Curve['points'][number]) => number) => (hasSpread ? withGaps(points, gaps, of) : []);
  return {
    animation: false,
    grid: { left: CURVE_SIDES.left * k, right: CURVE_SIDES.right * k, top: 16 * k, bottom: 28 * k },
    tooltip: {
      trigger: 'axis',
      // Markup with styles of its own is refused by the content security policy.
      renderMode: 'richText',
      backgroundColor: COLOURS.panel2,
      borderColor: COLOURS.line2,
      textStyle: { color: COLOURS.hi, fontSize: 14 * k },
      axisPointer: { type: 'line', lineStyle: { color: COLOURS.acc } },
      formatter: (items: { seriesId?: string; value: [number, number | null] }[]) => said(items, zone, unit),
    },
    xAxis: {
      ...{ type: 'time', min: fromMs, max: toMs, axisLabel: { ...font, formatter: label, hideOverlap: true } },
      axisLine: { lineStyle: { color: COLOURS.line2 } },
      splitNumber: 6,
    },
    yAxis: {
      ...{ type: 'value', max: top(limits, points), axisLabel: font, scale: true },
      splitLine: { lineStyle: { color: COLOURS.line } },
    },
    series: [
      { ...band, id: 'low', data: spread((p) => p.low), stackStrategy: 'all' },
      {
        ...{ ...band, id: 'spread', data: spread((p) => p.high - p.low), stackStrategy: 'all' },
        areaStyle: { color: COLOURS.norm, opacity: 0.25 },
      },
      {
        ...{ type: 'line', id: 'value', data: withGaps(points, gaps, (p) => p.value), connectNulls: false },
        // A value alone between two gaps has no line: it needs a mark to be seen.
        ...{ symbol: points.length < 2 ? 'circle' : 'none', symbolSize: 5 * k, itemStyle: { color: COLOURS.tx } },
        lineStyle: { color: COLOURS.tx, width: 1.5 * k },
        markArea: {
          silent: true,
          itemStyle: curve.hatch,
          data: gaps.map(({ from, to }) => [{ xAxis: ms(from) }, { xAxis: ms(to) }]),
        },
      },
      ...limits.map((line) => limitSeries(line, curve)),
    ],
  };
}

const ms = (at: string) => Date.parse(at);

/** The points, with a break at the beginning of every gap. */
export function withGaps(
  points: Curve['points'],
  gaps: Curve['gaps'],
  of: (point: Curve['points'][number]) => number,
): [number, number | null][] {
  const breaks = gaps.map(({ from }): [number, null] => [ms(from) + 1, null]);
  const values = points.map((point): [number, number] => [ms(point.at), of(point)]);
  return [...values, ...breaks].sort((a, b) => a[0] - b[0]);
}

function said(
  items: readonly { seriesId?: string; value: [number, number | null] }[],
  zone: string,
  unit: string,
): string {
  const at = (id: string) => items.find((item) => item.seriesId === id)?.value[1] ?? null;
  const [value, low, spread] = [at('value'), at('low'), at('spread')];
  const time = items[0] ? dayTime(items[0].value[0], zone) : '';
  if (value === null) return time;
  const range = low !== null && spread !== null && spread > 0 ? ` (${short(low)}–${short(low + spread)})` : '';
  return `${time}\n${short(value)}${range} ${unit}`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A limit far beyond all values would press the curve flat. */
function isNear({ steps }: LimitLine, { points, limits }: Curve): boolean {
  const all = limits.flatMap((line) => line.steps.flatMap(({ limit }) => (limit === null ? [] : [limit])));
  const highest = Math.max(0, ...points.map((p) => p.high));
  return steps.some(({ limit }) => limit !== null && limit <= Math.max(highest * 2, Math.min(...all)));
}

function top(limits: readonly LimitLine[], points: Curve['points']): number | null {
  if (limits.every(({ steps }) => steps.length === 0)) return null;
  const highest = Math.max(
    ...points.map((p) => p.high),
    ...limits.flatMap((line) => line.steps.flatMap(({ limit }) => (limit === null ? [] : [limit]))),
  );
  return highest > 0 ? highest * 1.08 : null;
}

function limitSeries({ id, name, priority, steps }: LimitLine, { fromMs, toMs, k }: Curve): Record<string, unknown> {
  const held = steps.filter(({ fromMs: from }, i) => from < toMs && (steps[i + 1]?.fromMs ?? Infinity) > fromMs);
  const data = held.map(({ fromMs: from, limit }) => [Math.max(from, fromMs), limit]);
  const last = held.at(-1);
  if (last) data.push([toMs, last.limit]);
  const colour = COLOURS[`p${priority}`];
  return {
    ...{ type: 'line', id: `limit ${id}`, step: 'end', data, symbol: 'none', silent: true, tooltip: { show: false } },
    lineStyle: { color: colour, type: DASH[priority].map((n) => n * k), width: 1.2 * k },
    endLabel: {
      ...{ show: true, color: colour, fontFamily: TYPEFACE, fontSize: 13 * k, distance: 6 * k },
      ...{
        formatter: `${SHAPE[priority]} ${last?.limit ?? ''} ${name}`,
        width: (CURVE_SIDES.right - 12) * k,
        overflow: 'truncate',
      },
    },
  };
}
