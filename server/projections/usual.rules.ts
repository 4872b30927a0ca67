import type { Band, IncidentBands } from '../../protocol/facts/feeds.js';
import type { BandsProjection } from './bands.projection.js';
import type { Times } from './times.rules.js';

const HOUR_MINUTES = 60;

/** What is usual at this minute, for windows that end here. */
export interface UsualNow {
  total: Band;
  today: Band;
  unlocated: Band;
  curve: Band[];
  incidents: Record<keyof IncidentBands, Band>;
  source(id: string): Band;
}

/**
 * Cuts hourly bands to the minute: the last hour lies across two hours of the clock, so its band is their mean by share; the day's band
 * grows from the end of the last full hour to the end of the running one.
 */
export function usualNow(bands: ReturnType<BandsProjection['of']>, t: Times): UsualNow {
  const share = (((t.minute - t.todayFrom) % HOUR_MINUTES) + 1) / HOUR_MINUTES;
  const before = (t.hour + 23) % 24;
  const across = (hours: readonly Band[]) => mix(hours[before] ?? null, hours[t.hour] ?? null, share);
  const untilHour = t.hour === 0 ? ([0, 0] as const) : (bands.today[t.hour - 1] ?? null);
  // Incidents were counted at the starts of hours: towards the next one. The day's last hour has no next one of its own kind of day.
  const towards = (hours: readonly Band[]) =>
    mix(hours[t.hour] ?? null, hours[Math.min(t.hour + 1, 23)] ?? null, share);
  const { overdue, dispatch, inHand, closedToday } = bands.incidents;
  return {
    total: across(bands.total),
    today: mix(untilHour, bands.today[t.hour] ?? null, share),
    unlocated: across(bands.unlocated),
    curve: bands.total,
    incidents: {
      ...{ overdue: towards(overdue), dispatch: towards(dispatch), inHand: towards(inHand) },
      closedToday: towards(closedToday),
    },
    source: (id) => across(bands.source(id)),
  };
}

/** Weighted mean of two bands, one decimal; unknown when either is. */
function mix(from: Readonly<Band>, to: Readonly<Band>, share: number): Band {
  if (!from || !to) return null;
  const at = (i: 0 | 1) => Math.round((from[i] * (1 - share) + to[i] * share) * 10) / 10;
  return [at(0), at(1)];
}
