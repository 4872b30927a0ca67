type Value = number | null;

/** The drawing's own units. */
export const BAND_LINE = { width: 120, height: 24 } as const;
const MARGIN = 2;

/** A line on its band: `values` evenly spaced, null a gap. */
interface Shape {
  values: readonly Value[];
  band?: readonly [number, number] | null;
  target?: number | null;
}

/** SVG of a small line: the band, the target, the line, what of it is out of the band, and a dot at its last value. */
export function bandLine({ values, band = null, target = null }: Shape) {
  const known = [...values, ...(band ?? []), target].filter((v): v is number => v !== null);
  const [min, max] = known.length > 0 ? [Math.min(...known), Math.max(...known)] : [0, 1];
  const span = max - min || 1;
  const y = (v: number) => round(BAND_LINE.height - MARGIN - ((v - min) / span) * (BAND_LINE.height - 2 * MARGIN));
  const x = (i: number) => round(values.length < 2 ? BAND_LINE.width : (i * BAND_LINE.width) / (values.length - 1));
  const last = values.findLastIndex((v) => v !== null);
  const isOut = (v: Value) => v !== null && band !== null && (v < band[0] || v > band[1]);
  const at = (i: number) => `${x(i)} ${y(values[i] as number)}`;
  return {
    band: band && { y: y(band[1]), height: Math.max(0.5, y(band[0]) - y(band[1])) },
    target: target === null ? null : y(target),
    line: pathOf(values, at),
    // Each piece with the point before it, so that it joins the line.
    out: pathOf(
      values.map((v, i) => (isOut(v) || isOut(values[i + 1] ?? null) ? v : null)),
      at,
    ),
    end: last < 0 ? '' : `M${at(last)}h0.01`,
    endIsOut: isOut(values[last] ?? null),
  };
}

function pathOf(values: readonly Value[], at: (i: number) => string): string {
  return values.map((v, i) => (v === null ? '' : `${(values[i - 1] ?? null) === null ? 'M' : 'L'}${at(i)}`)).join('');
}

const round = (v: number) => Math.round(v * 100) / 100;
