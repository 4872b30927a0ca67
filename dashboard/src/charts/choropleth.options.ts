import { COLOURS, TYPEFACE } from '../theme/colours.js';

export interface DistrictCount {
  code: string;
  name: string;
  n: number;
}

/** Draws districts shaded by a count: the map for computers without WebGL. @param mapName the name under which the shapes are registered */
export function choroplethOption(
  mapName: string,
  counts: readonly DistrictCount[],
  k: number,
): Record<string, unknown> {
  const most = Math.max(1, ...counts.map((c) => c.n));
  return {
    animation: false,
    visualMap: { show: false, min: 0, max: most, inRange: { color: [COLOURS.panel2, '#55677a'] } },
    series: [
      {
        type: 'map',
        map: mapName,
        nameProperty: 'code',
        silent: true,
        data: counts.map((c) => ({ name: c.code, value: c.n })),
        itemStyle: { areaColor: COLOURS.panel2, borderColor: COLOURS.low, borderWidth: k },
        label: {
          show: true,
          color: COLOURS.tx,
          fontFamily: TYPEFACE,
          fontSize: 16 * k,
          formatter: (p: { name: string }) => counts.find((c) => c.code === p.name)?.name ?? '',
        },
      },
    ],
  };
}
