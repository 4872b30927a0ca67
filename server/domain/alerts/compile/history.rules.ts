import { addDays, addMonths, daysBetween, type Span } from './period.rules.js';

/** Counts of consecutive city days from `began` on; whole numbers, but for days that were counted in another way and are put into the words of today. */
export interface History {
  began: string;
  counts: number[];
}

/** Makes a history without holes: a day on which nothing of it came is zero once anything at all was counted. */
export function historyOf(
  began: string,
  countedTo: string,
  days: Iterable<readonly [day: string, n: number]>,
): History {
  const counts = Array.from({ length: Math.max(0, daysBetween(began, countedTo) + 1) }, () => 0);
  for (const [day, n] of days) {
    const at = daysBetween(began, day);
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] as number) + n;
  }
  return { began, counts };
}

/** Sum over days, both counted; null when the history does not reach so far back. */
export function sumOver({ began, counts }: History, from: string, to: string): number | null {
  const start = daysBetween(began, from);
  if (start < 0 || from > to) return null;
  let sum = 0;
  for (let i = start; i <= Math.min(daysBetween(began, to), counts.length - 1); i++) sum += counts[i] as number;
  return sum;
}

/** Sums of the months before one in whole numbers, the oldest first; null where the history does not reach. */
export function monthlyOf(history: History, month: string, months: number): { month: string; value: number | null }[] {
  return Array.from({ length: months }, (_, i) => addMonths(month, i - months)).map((m) => ({
    month: m,
    value: whole(sumOver(history, `${m}-01`, addDays(`${addMonths(m, 1)}-01`, -1))),
  }));
}

/** The last `days` against the same weekdays a year before (364 days: whole weeks); null when a year back nothing is known or nothing came. */
export function growthOf(
  history: History,
  days: number,
): { now: number; then: number; nowFrom: string; thenFrom: string } | null {
  const to = addDays(history.began, history.counts.length - 1);
  const nowFrom = addDays(to, 1 - days);
  const thenFrom = addDays(nowFrom, -364);
  const [now, then] = [sumOver(history, nowFrom, to), sumOver(history, thenFrom, addDays(to, -364))];
  return now === null || then === null || then === 0 ? null : { now, then, nowFrom, thenFrom };
}

/** Mean of the same month in those earlier years that are known; null when none is. */
export function meanOf(history: History, spans: readonly Span[]): { mean: number; known: Span[] } | null {
  const known = spans.filter(({ from, to }) => sumOver(history, from, to) !== null);
  if (known.length === 0) return null;
  const sums = known.map(({ from, to }) => sumOver(history, from, to) as number);
  return { mean: sums.reduce((a, b) => a + b, 0) / sums.length, known };
}

const whole = (n: number | null) => (n === null ? null : Math.round(n));
