import type { FeedStatus } from '../../../protocol/facts/feeds.js';

/** Rhythms without data until a feed counts as late, and as interrupted. @source docs/protocol.md §Feeds */
export const LATE_AFTER_RHYTHMS = 2;
export const INTERRUPTED_AFTER_RHYTHMS = 5;

/** What is known of one feed when it is judged. Times are epoch milliseconds of the city's clock. */
export interface FeedSight {
  lastSeenMs: number | null;
  expectEverySeconds: number | null;
  retired: boolean;
}

/**
 * Judges a feed against its own rhythm: live up to and with 2 rhythms of silence, late above, interrupted above 5.
 * A feed never heard from is `waiting`; one without rhythm, or retired, is `unwatched`.
 */
export function statusOf(feed: FeedSight, nowMs: number): FeedStatus {
  if (feed.lastSeenMs === null) return 'waiting';
  if (feed.expectEverySeconds === null || feed.retired) return 'unwatched';
  const silentMs = nowMs - feed.lastSeenMs;
  const rhythmMs = feed.expectEverySeconds * 1000;
  if (silentMs > INTERRUPTED_AFTER_RHYTHMS * rhythmMs) return 'interrupted';
  return silentMs > LATE_AFTER_RHYTHMS * rhythmMs ? 'late' : 'live';
}

/** Gives the later of two moments, either of which may be missing. */
export function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
