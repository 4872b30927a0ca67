import { CUT_OFF_AFTER_MS, LATE_AFTER_MS, type Heartbeat } from '@protocol/live';

/** How true the screen is: `waiting` before the first heartbeat, `recovered` for a while after a cut. */
export type Truth = 'waiting' | 'live' | 'late' | 'cut' | 'recovered';

/** How long a wall says that it has recovered. */
export const RECOVERED_FOR_MS = 10_000;

/** What the client's own clock knows, in ms of that clock. */
export interface Beats {
  /** When the page began to listen. */
  startedAt: number;
  /** Up to when the service had read the journal, by the last true heartbeat: what is shown is as old as that. */
  lastAt: number | null;
  /** When the first true heartbeat after a cut came. */
  recoveredAt: number | null;
}

/** Tells how long before a heartbeat its service last read the journal, in real ms. @param rate seconds of city time per second */
export function readAge(beat: Pick<Heartbeat, 'at' | 'readAt'>, rate = 1): number {
  return Math.max(0, Date.parse(beat.at) - Date.parse(beat.readAt)) / Math.max(1, rate);
}

/**
 * Takes a heartbeat that came at `now` and notes a recovery when the screen was cut off before. One whose service has not read the
 * journal for 3 s is none.
 */
export function heard(beats: Beats, now: number, ageMs: number): Beats {
  if (ageMs >= LATE_AFTER_MS) return beats;
  const wasCut = beats.lastAt !== null && truth(beats, now) === 'cut';
  return {
    ...beats,
    lastAt: Math.max(beats.lastAt ?? -Infinity, now - ageMs),
    recoveredAt: wasCut ? now : beats.recoveredAt,
  };
}

/** Grades the connection at `now`. */
export function truth(beats: Beats, now: number): Truth {
  const quiet = now - (beats.lastAt ?? beats.startedAt);
  if (quiet >= CUT_OFF_AFTER_MS) return 'cut';
  if (beats.lastAt === null) return 'waiting';
  if (quiet >= LATE_AFTER_MS) return 'late';
  return beats.recoveredAt !== null && now - beats.recoveredAt < RECOVERED_FOR_MS ? 'recovered' : 'live';
}
