/** One bin's usual low and high, or null when too few days stand behind it. */
export type BinBand = readonly [number, number] | null;

/** What an arrival line shows: counts per bin, the usual band per bin, and from which bin nothing is known. */
export interface ArrivalLine {
  line: readonly number[];
  band: readonly BinBand[];
  /** First bin of which nothing is known; equals the number of bins for a feed that runs. */
  cut: number;
}

/** SVG path data in a box of `line.length` x `ARRIVAL_HEIGHT` units. */
export interface ArrivalPaths {
  band: string;
  line: string;
  off: string;
  cut: number;
}

export const ARRIVAL_HEIGHT = 32;
/** Room above and below, so that a stroke is never clipped. */
const MARGIN = 3;
/** How far above its band a line may go before it is cut off: one imported month must not flatten the day. */
const HEADROOM = 4;
/** Bins that are added up before they are held against the band: single quarters of an hour are noise. */
const HOUR_BINS = 4;

/** Draws an arrival line on its usual band; `off` repeats the parts whose last hour is outside the band. */
export function arrivalPaths({ line, band, cut }: ArrivalLine): ArrivalPaths {
  const shown = line.slice(0, cut);
  const top = topOf(line, band);
  const y = (v: number) => round(ARRIVAL_HEIGHT - MARGIN - (Math.min(v, top) / top) * (ARRIVAL_HEIGHT - 2 * MARGIN));
  return {
    band: bandPath(band, y),
    line: linePath(shown, y),
    off: offPath({ line, band, cut }, y),
    cut,
  };
}

/**
 * Tells whether the hour that ends with bin `i` lies outside its usual band. The first three bins have no full hour, and before
 * the first arrival nothing is known of the feed.
 */
export function isOff({ line, band }: ArrivalLine, i: number): boolean {
  if (i < HOUR_BINS - 1) return false;
  let sum = 0;
  let low = 0;
  let high = 0;
  for (let k = i - HOUR_BINS + 1; k <= i; k += 1) {
    const usual = band[k];
    if (!usual) return false;
    sum += line[k] ?? 0;
    low += usual[0];
    high += usual[1];
  }
  const isBelow = sum < Math.floor(low) && line.slice(0, i + 1).some((n) => n > 0);
  return isBelow || sum > Math.ceil(high);
}

function topOf(line: readonly number[], band: readonly BinBand[]): number {
  const usual = Math.max(0, ...band.map((b) => b?.[1] ?? 0));
  const most = Math.max(1, ...line);
  return usual === 0 ? most : Math.max(1, usual, Math.min(most, HEADROOM * usual));
}

function linePath(values: readonly number[], y: (v: number) => number): string {
  return values.map((v, i) => `${i === 0 ? 'M' : 'L'}${i + 0.5} ${y(v)}`).join('');
}

function offPath(drawing: ArrivalLine, y: (v: number) => number): string {
  let path = '';
  for (let i = 1; i < drawing.cut; i += 1) {
    if (isOff(drawing, i)) path += `M${i - 0.5} ${y(drawing.line[i - 1] ?? 0)}L${i + 0.5} ${y(drawing.line[i] ?? 0)}`;
  }
  return path;
}

function bandPath(band: readonly BinBand[], y: (v: number) => number): string {
  let path = '';
  for (let from = 0; from < band.length; from += 1) {
    if (!band[from]) continue;
    let to = from;
    while (to + 1 < band.length && band[to + 1]) to += 1;
    const bins = band.slice(from, to + 1) as readonly (readonly [number, number])[];
    const over = bins.map((b, i) => `${from + i + 0.5} ${y(b[1])}`);
    const under = bins.map((b, i) => `${from + i + 0.5} ${y(b[0])}`).reverse();
    path += `M${[...over, ...under].join('L')}Z`;
    from = to;
  }
  return path;
}

const round = (v: number) => Math.round(v * 100) / 100;
