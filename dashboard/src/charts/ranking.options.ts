import { LIGHT, TYPEFACE } from '../theme/colours.js';

/** A bar of a ranking. `off`: how far from the target, good upwards, or from zero where there is none; null without a value. */
export interface RankBar {
  name: string;
  off: number | null;
  shown: string;
}

/** Bars from the target: their length is the distance, and zero is the target. A cut axis of values near 100 % would lie. Best first. */
export function rankingOption(bars: readonly RankBar[], k: number): Record<string, unknown> {
  const letters = { color: LIGHT.tx, fontFamily: TYPEFACE, fontSize: 14 * k };
  const most = Math.max(1e-9, ...bars.map(({ off }) => Math.abs(off ?? 0)));
  return {
    animation: false,
    grid: { left: 64 * k, right: 72 * k, top: 4 * k, bottom: 4 * k },
    xAxis: {
      type: 'value',
      show: false,
      min: bars.some(({ off }) => (off ?? 0) < 0) ? -most * 1.05 : 0,
      max: most * 1.05,
    },
    yAxis: [
      axisOf(
        bars.map(({ name }) => name),
        { ...letters, position: 'left' },
      ),
      axisOf(
        bars.map(({ shown }) => shown),
        { ...letters, position: 'right' },
      ),
    ],
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: '55%',
        data: bars.map(({ off }) => ({
          value: off ?? 0,
          itemStyle: { color: (off ?? 0) < 0 ? '#d9914a' : '#8fa3b3' },
        })),
      },
    ],
  };
}

function axisOf(data: string[], { position, ...letters }: { position: 'left' | 'right'; [key: string]: unknown }) {
  return {
    ...{ type: 'category', position, data, inverse: true, axisTick: { show: false }, axisLabel: letters },
    axisLine: { show: position === 'left', onZero: true, lineStyle: { color: LIGHT.hi } },
  };
}
