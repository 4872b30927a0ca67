import { COLOURS, LIGHT, TYPEFACE } from '../theme/colours.js';

/** A district's figure. `shown`: as it is written below the name; `out`: it is out of what is usual or asked for. */
export interface DistrictCount {
  code: string;
  name: string;
  n: number;
  shown?: string;
  out?: 'p1' | 'p2' | null;
}

/** The colours of a map: from nothing to most, its lines and letters, and those of districts that are out. */
interface Look {
  from: string;
  to: string;
  line: string;
  text: string;
  out: Readonly<Record<'p1' | 'p2', { fill: string; line: string }>>;
}

const DARK: Look = {
  ...{ from: COLOURS.panel2, to: '#55677a', line: COLOURS.low, text: COLOURS.tx },
  out: { p1: { fill: '#5b2320', line: COLOURS.p1 }, p2: { fill: '#55401c', line: COLOURS.p2 } },
};
/** Numbers on coloured districts are ink, not severity colour. @source design of screens-more, §2 */
const PAPER: Look = {
  ...{ from: '#eef2f5', to: '#a9bccb', line: '#ffffff', text: LIGHT.hi },
  out: { p1: { fill: '#e9a79f', line: LIGHT.p1 }, p2: { fill: '#f4cfa2', line: LIGHT.p2 } },
};

/** Letters of names, px at 16 px a rem. */
const LETTER = 16;
const SMALL_LETTER = 14;

/** Draws districts shaded by a count; those that are out have their own fill and outline. @param mapName the name under which the shapes are registered */
export function choroplethOption(
  mapName: string,
  counts: readonly DistrictCount[],
  { k, paper = false }: { k: number; paper?: boolean },
): Record<string, unknown> {
  const look = paper ? PAPER : DARK;
  const most = Math.max(1, ...counts.map((c) => c.n));
  const nameOf = ({ name, shown }: DistrictCount) => (shown === undefined ? name : `${name}\n{n|${shown}}`);
  const size = (paper ? SMALL_LETTER : LETTER) * k;
  return {
    animation: false,
    visualMap: { show: false, min: 0, max: most, inRange: { color: [look.from, look.to] } },
    series: [
      {
        type: 'map',
        map: mapName,
        nameProperty: 'code',
        silent: true,
        ...(paper && { layoutCenter: ['50%', '50%'], layoutSize: '98%' }),
        data: counts.map((c) => itemOf(c, look, k)),
        itemStyle: { areaColor: look.from, borderColor: look.line, borderWidth: k },
        label: {
          show: true,
          color: look.text,
          fontFamily: TYPEFACE,
          fontSize: size,
          lineHeight: size * 1.3,
          rich: { n: { color: look.text, fontFamily: TYPEFACE, fontSize: size, fontWeight: 600 } },
          formatter: (p: { name: string }) => {
            const found = counts.find((c) => c.code === p.name);
            return found ? nameOf(found) : '';
          },
        },
      },
    ],
  };
}

function itemOf({ code, n, out }: DistrictCount, look: Look, k: number) {
  if (!out) return { name: code, value: n };
  const { fill, line } = look.out[out];
  // Without a value the shading leaves it alone.
  return { name: code, itemStyle: { areaColor: fill, borderColor: line, borderWidth: 2 * k } };
}
