import type { PostGap, Shift } from '@protocol/roster';
import { cityInstant, cityLocal, dayAfter } from '../../../time/city-local.js';

/** Days that the roster shows at once. */
export const DAYS = 7;

/** What stands in one cell: shifts and gaps that begin on that day. */
export interface RosterCell {
  shifts: Shift[];
  gaps: PostGap[];
}

/** The days shown from one on, as calendar days of the city. */
export function daysFrom(day: string): string[] {
  return Array.from({ length: DAYS }, (_, n) => dayAfter(day, n));
}

/** The window of these days as moments, RFC 3339. */
export function windowOf(days: readonly string[], zone: string): { from: string; to: string } {
  const at = (day: string) => new Date(cityInstant(`${day}T00:00`, zone)).toISOString();
  return { from: at(days[0] as string), to: at(dayAfter(days.at(-1) as string, 1)) };
}

/** Sets shifts and gaps to post and day; what began before the first day stands in it. Key: post and day. */
export function cellsOf(
  { shifts, gaps }: RosterCell,
  days: readonly string[],
  zone: string,
): ReadonlyMap<string, RosterCell> {
  const cells = new Map<string, RosterCell>();
  const cellOf = (post: string, from: string) => {
    const day = cityLocal(from, zone).slice(0, 10);
    const key = cellKey(post, day < (days[0] as string) ? (days[0] as string) : day);
    const cell = cells.get(key) ?? { shifts: [], gaps: [] };
    cells.set(key, cell);
    return cell;
  };
  for (const shift of shifts) cellOf(shift.post, shift.from).shifts.push(shift);
  for (const gap of gaps) cellOf(gap.post, gap.from).gaps.push(gap);
  return cells;
}

/** Key of a cell. */
export function cellKey(post: string, day: string): string {
  return `${post} ${day}`;
}
