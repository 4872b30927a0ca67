import { COLOURS, TYPEFACE } from '../theme/colours.js';

/** A district with its level and what is written in it. `silent`: something in it says nothing. */
export interface DistrictLevel {
  code: string;
  name: string;
  level: 0 | 1 | 2 | 3;
  words: string;
  silent: boolean;
}

/** Ground of each level: dark enough for the words that tell it too. */
const GROUND = { 0: COLOURS.panel2, 1: '#4a4733', 2: '#7a4a10', 3: '#8f322c' } as const;

/** Draws districts by their level, each with its words: the risk map for computers without WebGL. @param mapName the name under which the shapes are registered */
export function levelMapOption(mapName: string, levels: readonly DistrictLevel[], k: number): Record<string, unknown> {
  return {
    animation: false,
    series: [
      {
        type: 'map',
        map: mapName,
        nameProperty: 'code',
        silent: true,
        data: levels.map(({ code, level, silent }) => ({
          ...{ name: code, value: level },
          itemStyle: {
            areaColor: GROUND[level],
            ...{ borderColor: silent ? COLOURS.stale : COLOURS.low, borderType: silent ? 'dashed' : 'solid' },
          },
        })),
        itemStyle: { areaColor: COLOURS.panel2, borderColor: COLOURS.low, borderWidth: k },
        label: {
          show: true,
          color: COLOURS.hi,
          fontFamily: TYPEFACE,
          fontSize: 15 * k,
          lineHeight: 20 * k,
          formatter: ({ name }: { name: string }) => {
            const found = levels.find(({ code }) => code === name);
            return found ? `${found.name}\n${found.words}` : '';
          },
        },
      },
    ],
  };
}
