import { addDays, daysBetween, type Series } from './series.rules.js';

/** Events of one city day. */
export interface DayCount {
  day: string;
  n: number;
}

/** The first whole day that was counted here (null: none yet), and first and last day of the daily aggregates (null: the city has none). */
export interface Counting {
  ownFrom: string | null;
  supplied: { from: string; to: string } | null;
}

/** One series counted in two ways: here, and by the daily aggregates of the city's profile, also where both did. */
export interface TwoCounts {
  own: readonly DayCount[];
  supplied: readonly DayCount[];
}

/**
 * How the aggregates meet what is counted here from `ownFrom` on. `alone`: there is one of them only; `same`: they count alike; `linked`: a count
 * here is `factor` in the aggregates' words, and their days are multiplied by it; `apart`: they count different things, and what was before is unknown.
 */
export interface Seam {
  fit: 'alone' | 'same' | 'linked' | 'apart';
  factor: number;
  ownFrom: string | null;
  /** First day that is known. */
  began: string;
}

/** A source's count is regular when it comes on three quarters of the days of four weeks: a few old records that came late make no history. */
const REGULAR = { days: 28, share: 0.75 };
/** The service began at some hour of its first day: less than this share of the same weekday in the four weeks after is no whole day. */
const WHOLE_DAY = 0.75;
/** Days that both counted are compared, from this many on; at most the last half year. Else the four weeks on both sides of the seam. */
const OVERLAP = { least: 14, most: 182, beside: 28 };
/** Days between the two that nobody counted, and that the same weekday of the week before stands for. */
const MOST_GAP = 7;
/** A ratio within this is called the same; where weeks are compared whose season is not known, the second; beyond the last the two count different things. @source docs/forecast.md §Two counts */
const LIKE = { same: 1.15, sameSeason: 1.5, linked: 2 };
/** Fewer events differ by chance: a difference counts from this many times its standard deviation on. */
const CHANCE = 3;

/**
 * The first whole day from which counting here is regular; where it never was, the first day of all. `all`: days with whatever was counted, oldest
 * first. Null when nothing was up to `to`.
 */
export function ownFromOf(all: readonly DayCount[], to: string): string | null {
  const days = all.filter(({ day, n }) => n > 0 && day <= to);
  const regular = days.findIndex(({ day }, i) => {
    const span = Math.min(REGULAR.days, daysBetween(day, to) + 1);
    const end = addDays(day, span);
    return days.slice(i, i + span).filter((d) => d.day < end).length >= span * REGULAR.share;
  });
  const first = days[Math.max(0, regular)];
  if (!first) return null;
  const weeks = [7, 14, 21, 28].map((n) => addDays(first.day, n)).filter((day) => day <= to);
  const usual = weeks.reduce((sum, day) => sum + sumOf(days, day, day), 0) / weeks.length;
  return weeks.length > 0 && first.n < usual * WHOLE_DAY ? addDays(first.day, 1) : first.day;
}

/** Judges how the two counts of a series meet, by days up to `to`. Null when neither has a day. */
export function seamOf(counts: TwoCounts, counting: Counting, to: string): Seam | null {
  const { ownFrom, supplied } = counting;
  if (supplied === null || supplied.from > to)
    return ownFrom === null || ownFrom > to ? null : { fit: 'alone', factor: 1, ownFrom, began: ownFrom };
  const alone: Seam = { fit: 'alone', factor: 1, ownFrom, began: supplied.from };
  if (ownFrom === null || ownFrom > to) return daysBetween(supplied.to, to) > MOST_GAP ? null : alone;
  if (supplied.from >= ownFrom) return { ...alone, began: ownFrom };
  if (daysBetween(supplied.to, ownFrom) - 1 > MOST_GAP) return { fit: 'apart', factor: 1, ownFrom, began: ownFrom };
  const seen = compared(counts, { ownFrom, supplied, to });
  const fit = fitOf(seen);
  return {
    ...{ fit, ownFrom, began: fit === 'apart' ? ownFrom : supplied.from },
    factor: fit === 'linked' ? seen.here / seen.there : 1,
  };
}

function fitOf({ here, there, same }: Compared): Seam['fit'] {
  if (Math.abs(here - there) <= CHANCE * Math.sqrt(here + there)) return 'same';
  const ratio = Math.max(here, there) / Math.min(here, there);
  return ratio <= same ? 'same' : ratio <= LIKE.linked ? 'linked' : 'apart';
}

/** Events of the same stretch of time by both, and up to which ratio they are called the same. */
interface Compared {
  here: number;
  there: number;
  same: number;
}

type Seen = { ownFrom: string; supplied: { from: string; to: string }; to: string };

/** What both counted on the same days; else the weeks on both sides, those of the aggregates moved by what the year before did there. */
function compared({ own, supplied }: TwoCounts, { ownFrom, supplied: known, to }: Seen): Compared {
  const end = known.to < to ? known.to : to;
  if (daysBetween(ownFrom, end) + 1 >= OVERLAP.least) {
    const from = [ownFrom, addDays(end, 1 - OVERLAP.most)].sort().at(-1) as string;
    return { here: sumOf(own, from, end), there: sumOf(supplied, from, end), same: LIKE.same };
  }
  const weeks = Math.min(OVERLAP.beside, Math.floor((daysBetween(ownFrom, to) + 1) / 7) * 7);
  const last = known.to < ownFrom ? known.to : addDays(ownFrom, -1);
  const before = { from: addDays(last, 1 - weeks), to: last };
  const after = { from: ownFrom, to: addDays(ownFrom, weeks - 1) };
  const yearBack = ({ from, to: until }: typeof before) => sumOf(supplied, addDays(from, -364), addDays(until, -364));
  const [then, thenAfter] = [yearBack(before), yearBack(after)];
  const isKnown = known.from <= addDays(before.from, -364) && then > 0 && thenAfter > 0;
  const there = sumOf(supplied, before.from, before.to) * (isKnown ? thenAfter / then : 1);
  return { here: sumOf(own, after.from, after.to), there, same: isKnown ? LIKE.same : LIKE.sameSeason };
}

function sumOf(days: readonly DayCount[], from: string, to: string): number {
  return days.reduce((sum, { day, n }) => (day >= from && day <= to ? sum + n : sum), 0);
}

/**
 * One history of both, from the day it began up to `to`: days counted here as they are, those of the aggregates times the factor, and days that
 * neither counted as the same weekday of the week before.
 */
export function joined(
  { own, supplied }: TwoCounts,
  seam: Seam,
  { counting, to }: { counting: Counting; to: string },
): Series | null {
  const length = daysBetween(seam.began, to) + 1;
  if (length <= 0) return null;
  const [here, there] = [own, supplied].map((days) => new Map(days.map(({ day, n }) => [day, n])));
  const counts: number[] = [];
  for (let i = 0; i < length; i++) {
    const day = addDays(seam.began, i);
    if (seam.ownFrom !== null && day >= seam.ownFrom) counts.push(here?.get(day) ?? 0);
    else if (counting.supplied !== null && day <= counting.supplied.to)
      counts.push((there?.get(day) ?? 0) * seam.factor);
    else counts.push(counts[i - 7] ?? here?.get(day) ?? 0);
  }
  return { by: 'day', first: seam.began, counts };
}
