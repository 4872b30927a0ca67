import { STRIP_BIN_MINUTES, STRIP_BINS, type Situation } from '@protocol/live/situation';

const BIN_MS = STRIP_BIN_MINUTES * 60_000;
/** Bins that make an hour. */
const HOUR_BINS = 60 / STRIP_BIN_MINUTES;

/** One bar of the 24 h strip. The running bin is not judged: it is not full yet. */
export interface Bar {
  from: string;
  to: string;
  n: number;
  /** Usual range of the bin: a quarter of its hour's. */
  low: number | null;
  high: number | null;
  above: boolean;
  running: boolean;
}

/** Lays out the strip's 96 bars with the usual range of each bar's hour. @param hourOf city hour 0-23 of an epoch ms */
export function stripBars(situation: Situation, hourOf: (ms: number) => number): Bar[] {
  const start = Date.parse(situation.windows.strip.from);
  return situation.strip.map((n, i) => {
    const from = start + i * BIN_MS;
    const band = situation.usual.curve[hourOf(from)];
    const [low, high] = band ? [band[0] / HOUR_BINS, band[1] / HOUR_BINS] : [null, null];
    const running = i === STRIP_BINS - 1;
    return {
      from: new Date(from).toISOString(),
      to: new Date(from + BIN_MS).toISOString(),
      n,
      low,
      high,
      above: !running && high !== null && n > Math.ceil(high),
      running,
    };
  });
}
