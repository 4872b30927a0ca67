import type { IncidentBands } from '../../../protocol/facts/feeds.js';
import { hourlyBands, type DayCounts } from './bands.rules.js';

/** An hour that began longer ago is not counted any more: it would not be its start. City time. */
const START_LASTS_MS = 5 * 60_000;
const HOURS = 24;

/** Incidents at the start of an epoch hour. */
export interface IncidentHour {
  hour: number;
  overdue: number;
  dispatch: number;
  inHand: number;
  closedToday: number;
}

/** Tells whether the city's hour has begun so shortly ago that what stands now is what stood at its start. */
export function isHourStart(nowMs: number, hourStartMs: number): boolean {
  return nowMs - hourStartMs < START_LASTS_MS;
}

/** Bands of what stood at the start of each hour. An hour that nobody counted is no sample; it is not nought. */
export function incidentBands(
  counts: readonly IncidentHour[],
  days: readonly string[],
  placeOf: (epochHour: number) => { day: string; hour: number },
): IncidentBands {
  const bandsOf = (kind: keyof IncidentBands) => {
    const byDay = new Map(days.map((day) => [day, new Array<number | null>(HOURS).fill(null)]));
    for (const count of counts) {
      const { day, hour } = placeOf(count.hour);
      const row = byDay.get(day);
      if (row) row[hour] = count[kind];
    }
    return hourlyBands([...byDay.values()] satisfies DayCounts[]);
  };
  return {
    overdue: bandsOf('overdue'),
    dispatch: bandsOf('dispatch'),
    inHand: bandsOf('inHand'),
    closedToday: bandsOf('closedToday'),
  };
}
