import { COLOURS } from '../theme/colours.js';

export type Value = number | null;

export interface LineShape {
  /** Evenly spaced values, null where there is a gap. */
  values: readonly Value[];
  /** Usual range per value; null where it is not known. Same length as `values`. */
  low?: readonly Value[];
  high?: readonly Value[];
  /** Steps for small counts. @default false */
  step?: boolean;
  /** Root factor: 1 at 16 px a rem. */
  k: number;
}

/** Draws a line of one measure on its usual range; what leaves the range upwards is orange. No axes, no tooltip: the numbers stand beside it. */
export function lineOption(shape: LineShape): Record<string, unknown> {
  const { values, k } = shape;
  const low = shape.low ?? [];
  const high = shape.high ?? [];
  const [min, max] = extent([values, low, high]);
  return {
    animation: false,
    grid: { left: 2 * k, right: 2 * k, top: 3 * k, bottom: 3 * k },
    xAxis: { type: 'category', show: false, boundaryGap: false, data: values.map((_, i) => i) },
    yAxis: { type: 'value', show: false, min, max },
    series: [
      area(low, { opacity: 0 }),
      area(
        high.map((h, i) => (h === null || low[i] === null ? null : h - (low[i] ?? 0))),
        { color: COLOURS.normfill, opacity: 1 },
      ),
      line(values, COLOURS.norm, shape),
      line(above(values, high), COLOURS.p2, shape),
    ],
  };
}

/** Values over the usual range, each with the point before it so that the orange piece joins the line. */
export function above(values: readonly Value[], high: readonly Value[]): Value[] {
  const over = values.map((v, i) => v !== null && high[i] !== null && high[i] !== undefined && v > (high[i] as number));
  return values.map((v, i) => (over[i] || over[i + 1] ? v : null));
}

function extent(lists: readonly (readonly Value[])[]): [number, number] {
  const all = lists.flat().filter((v): v is number => v !== null);
  if (all.length === 0) return [0, 1];
  const [min, max] = [Math.min(...all), Math.max(...all)];
  const room = (max - min || Math.abs(max) || 1) * 0.12;
  return [min - room, max + room];
}

function area(data: readonly Value[], areaStyle: Record<string, unknown>) {
  return {
    type: 'line',
    stack: 'usual',
    data: [...data],
    lineStyle: { opacity: 0 },
    areaStyle,
    symbol: 'none',
    silent: true,
  };
}

/** The newest value has a dot, so that a single one after a gap is seen as well. */
function withEnd(data: readonly Value[], k: number) {
  const last = data.findLastIndex((v) => v !== null);
  return data.map((value, i) => (i === last ? { value, symbol: 'circle', symbolSize: 4 * k } : value));
}

function line(data: readonly Value[], color: string, shape: LineShape) {
  return {
    type: 'line',
    data: withEnd(data, shape.k),
    step: shape.step ? 'end' : false,
    symbol: 'none',
    showAllSymbol: true,
    silent: true,
    connectNulls: false,
    itemStyle: { color },
    lineStyle: { color, width: 1.5 * shape.k },
  };
}
