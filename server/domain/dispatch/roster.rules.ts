import { DateTime } from 'luxon';

/** A stretch of time, epoch milliseconds, half-open. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** Shifts of a day as times in the city's zone. */
export type Hours = readonly { from: string; to: string }[];

/** A gap shorter than this is no gap: shifts that end at 07:59 and begin at 08:00 mean to touch, ms. */
const NO_GAP_MS = 60_000;

/** Shifts of a post that touch the window, oldest first. An end at or before the beginning lies on the next day. */
export function occurrences(hours: Hours, window: Span, zone: string): Span[] {
  const first = DateTime.fromMillis(window.fromMs, { zone }).startOf('day').minus({ days: 1 });
  const found: Span[] = [];
  for (let day = first; day.toMillis() < window.toMs; day = day.plus({ days: 1 })) {
    for (const { from, to } of hours) {
      const begin = at(day, from);
      const end = at(day, to);
      const span = { fromMs: begin.toMillis(), toMs: (end <= begin ? at(day.plus({ days: 1 }), to) : end).toMillis() };
      if (span.toMs > window.fromMs && span.fromMs < window.toMs) found.push(span);
    }
  }
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

/** Parts of a shift that nobody covers. */
export function gapsOf(wanted: Span, covers: readonly Span[]): Span[] {
  return minus(wanted, union(covers)).filter((gap) => gap.toMs - gap.fromMs >= NO_GAP_MS);
}

/**
 * Who takes each shift: people take turns since the first day of the year 2000, so that a rotation goes on where it was whoever asks, and the same
 * question has the same answer.
 */
export function turnOf(
  { hours, people, zone }: { hours: Hours; people: readonly string[]; zone: string },
  fromMs: number,
): string {
  const begin = DateTime.fromMillis(fromMs, { zone });
  const day = Math.round(begin.startOf('day').diff(DateTime.fromISO('2000-01-01', { zone }), 'days').days);
  const place = hours.findIndex(({ from }) => at(begin, from).toMillis() === fromMs);
  return people[(day * hours.length + Math.max(0, place)) % people.length] as string;
}

function at(day: DateTime, time: string): DateTime {
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3, 5))];
  const start = day.startOf('day');
  return hour === 24 ? start.plus({ days: 1 }) : start.set({ hour, minute });
}

function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else joined.push({ ...span });
  }
  return joined;
}

function minus(span: Span, covers: readonly Span[]): Span[] {
  const left: Span[] = [];
  let fromMs = span.fromMs;
  for (const cover of covers) {
    if (cover.toMs <= fromMs || cover.fromMs >= span.toMs) continue;
    if (cover.fromMs > fromMs) left.push({ fromMs, toMs: cover.fromMs });
    fromMs = Math.max(fromMs, cover.toMs);
  }
  if (fromMs < span.toMs) left.push({ fromMs, toMs: span.toMs });
  return left;
}
