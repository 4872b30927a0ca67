import type { IncidentBands } from '../../../protocol/facts/feeds.js';
import { hourlyBands, type DayCounts } from './bands.rules.js';

const HOURS = 24;

/** Incidents at the start of an hour: an epoch hour as stored, hour 0..23 of `day` as placed. */
export interface IncidentHour {
  hour: number;
  overdue: number;
  dispatch: number;
  inHand: number;
  closedToday: number;
}

/** Bands of what stood at the start of each hour. An hour that nobody counted is no sample; it is not nought. */
export function incidentBands(
  counts: readonly (IncidentHour & { day: string })[],
  days: readonly string[],
): IncidentBands {
  const bandsOf = (kind: keyof IncidentBands) => {
    const byDay = new Map(days.map((day) => [day, new Array<number | null>(HOURS).fill(null)]));
    for (const count of counts) {
      const row = byDay.get(count.day);
      if (row) row[count.hour] = count[kind];
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
