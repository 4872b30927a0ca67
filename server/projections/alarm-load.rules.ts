import { LOAD } from '../../protocol/alarm.js';
import { LOAD_COLUMNS } from '../../protocol/live/alarms.js';

/**
 * Since which minute a flood lasts at the end of `perMinute`, null without one. It begins with the minute in which more than ten came within ten
 * minutes, and ends when for ten minutes fewer than five came in any ten. @param perMinute counts, the running minute last
 */
export function floodSince(perMinute: readonly number[], lastMinute: number): number | null {
  let since: number | null = null;
  let calm = 0;
  let sum = 0;
  for (const [i, n] of perMinute.entries()) {
    sum += n - (perMinute[i - LOAD.minutes] ?? 0);
    calm = sum < LOAD.over ? calm + 1 : 0;
    if (sum > LOAD.flood) since ??= lastMinute - perMinute.length + 1 + i;
    else if (since !== null && calm >= LOAD.minutes) since = null;
  }
  return since;
}

/** Sums of ten minutes, the running one last. */
export function columnsOf(perMinute: readonly number[]): number[] {
  return Array.from({ length: LOAD_COLUMNS }, (_, i) => {
    const to = perMinute.length - (LOAD_COLUMNS - 1 - i) * LOAD.minutes;
    return perMinute.slice(Math.max(0, to - LOAD.minutes), Math.max(0, to)).reduce((a, b) => a + b, 0);
  });
}
