import type { Band } from '../../../protocol/facts/feeds.js';

/** How far back usual values look, and how many samples a band needs. @source docs/protocol.md §Feeds (usual band) */
export const BAND_DAYS = 56;
export const BAND_SAMPLES = 8;
const LOW = 0.1;
const HIGH = 0.9;
const HOURS = 24;

/** Rests between computations: while history pours in, and after it has stopped. */
const POURING_GAP_MS = 30_000;
const QUIET_GAP_MS = 5000;

/**
 * Tells whether history that came in calls for a computation now: soon after it has stopped coming, seldom while it comes.
 * @param pouring more has come since the last look
 * @param sinceMs milliseconds since the last computation
 */
export function isHistoryDue(pouring: boolean, sinceMs: number): boolean {
  return sinceMs >= (pouring ? POURING_GAP_MS : QUIET_GAP_MS);
}

/** An hour that began longer ago is not counted any more: it would not be its start. City time. */
const START_LASTS_MS = 5 * 60_000;

/** Tells whether the city's hour has begun so shortly ago that what stands now is what stood at its start. */
export function isHourStart(nowMs: number, hourStartMs: number): boolean {
  return nowMs - hourStartMs < START_LASTS_MS;
}

/** Gives the `p` quantile of ascending `sorted` by linear interpolation. @source Hyndman & Fan 1996, definition 7 (R's default) */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (at - below) * (high - low);
}

/** Gives P10 and P90 of the samples, to a tenth; null with fewer than 8. */
export function bandOf(samples: readonly number[]): Band {
  if (samples.length < BAND_SAMPLES) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  return [round(quantile(sorted, LOW)), round(quantile(sorted, HIGH))];
}

/** Counts of one past city day by hour. Null: the series had not begun. */
export type DayCounts = readonly (number | null)[];

/** Gives a band for each hour of the day over days of one kind. */
export function hourlyBands(days: readonly DayCounts[]): Band[] {
  return hours().map((h) => bandOf(days.flatMap((d) => d[h] ?? [])));
}

/** Gives bands of the day's running total at the end of each hour. Days on which the series began are left out. */
export function cumulativeBands(days: readonly DayCounts[]): Band[] {
  const whole = days.filter((d) => typeof d[0] === 'number');
  const running = whole.map((d) => {
    let total = 0;
    return hours().map((h) => (total += d[h] ?? 0));
  });
  return hourlyBands(running);
}

/** One cell of the past: what occurred in hour `hour` (0..23) of city day `day` (yyyy-mm-dd). */
export interface HourCount {
  day: string;
  hour: number;
  n: number;
}

/**
 * Spreads sparse counts over `days` (ascending city days): hours without a count are zero, hours before the series'
 * first count of all (`began`) are null, because nobody was counting yet.
 */
export function spread(
  counts: readonly HourCount[],
  days: readonly string[],
  began: { day: string; hour: number } | null,
): DayCounts[] {
  const byDay = new Map(days.map((day) => [day, new Array<number>(HOURS).fill(0)]));
  for (const c of counts) {
    const row = byDay.get(c.day);
    if (row) row[c.hour] = (row[c.hour] as number) + c.n;
  }
  return days.map((day) =>
    (byDay.get(day) as number[]).map((n, hour) =>
      began === null || day < began.day || (day === began.day && hour < began.hour) ? null : n,
    ),
  );
}

const hours = () => Array.from({ length: HOURS }, (_, h) => h);
const round = (n: number) => Math.round(n * 10) / 10;
