import { COLOURS } from '../../theme/colours.js';
import { shortTime } from '../../time/city-time.js';

/** What a sensor's curve is drawn from. `everyMs`: its rhythm; a longer silence than two of them is a gap. `k`: root factor. */
export interface Curve {
  points: readonly { at: string; value: number }[];
  everyMs: number;
  limits: readonly number[];
  zone: string;
  k: number;
}

/** Draws measured values over time with the limits as dashed lines; what is missing stays a gap. */
export function curveOption({ points, everyMs, limits, zone, k }: Curve): Record<string, unknown> {
  const font = { color: COLOURS.mid, fontSize: 13 * k };
  // A limit far beyond all values would press the curve flat.
  const top = Math.max(...points.map((p) => p.value), 0);
  const near = limits.filter((limit) => limit <= Math.max(top * 2, Math.min(...limits)));
  return {
    animation: false,
    grid: { left: 48 * k, right: 48 * k, top: 12 * k, bottom: 28 * k },
    xAxis: {
      type: 'time',
      axisLabel: { ...font, formatter: (ms: number) => shortTime(ms, zone), hideOverlap: true },
      axisLine: { lineStyle: { color: COLOURS.line2 } },
    },
    yAxis: {
      type: 'value',
      max: near.length > 0 ? Math.max(top, ...near) * 1.08 : null,
      axisLabel: font,
      splitLine: { lineStyle: { color: COLOURS.line } },
    },
    series: [
      {
        ...{ type: 'line', data: withGaps(points, everyMs), symbol: 'none', connectNulls: false, silent: true },
        lineStyle: { color: COLOURS.norm, width: 1.5 * k },
      },
      ...near.map((limit) => limitLine(limit, points, k)),
    ],
  };
}

function limitLine(limit: number, points: Curve['points'], k: number): Record<string, unknown> {
  const ends = [points[0], points.at(-1)].flatMap((p) => (p ? [[Date.parse(p.at), limit]] : []));
  const lineStyle = { color: COLOURS.p2, type: 'dashed', width: k };
  return { type: 'line', data: ends, symbol: 'none', silent: true, lineStyle };
}

/** The points, with a break wherever nothing came for more than two rhythms. */
export function withGaps(points: Curve['points'], everyMs: number): [number, number | null][] {
  return points.flatMap(({ at, value }, i): [number, number | null][] => {
    const ms = Date.parse(at);
    const before = i === 0 ? ms : Date.parse((points[i - 1] as { at: string }).at);
    return ms - before > 2 * everyMs
      ? [
          [before + everyMs, null],
          [ms, value],
        ]
      : [[ms, value]];
  });
}
