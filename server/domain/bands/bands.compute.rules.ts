import type { BandsComputed } from '../../../protocol/facts/feeds.js';
import { incidentBands, type IncidentHour } from './incident-hours.rules.js';
import { cumulativeBands, hourlyBands, spread, type HourCount } from './bands.rules.js';

/** Counts of one source in one hour of a city day. */
export interface SourceHourCount extends HourCount {
  source: string;
  unlocated: number;
}

/** What one computation starts from: counts in ascending time, and the past days of the same kind as `day`. */
export interface BandsInput {
  day: string;
  dayKind: BandsComputed['dayKind'];
  days: readonly string[];
  counts: readonly SourceHourCount[];
  /** Incidents at the starts of hours 0..23 of past days. */
  incidents: readonly (IncidentHour & { day: string })[];
}

/** Computes the usual bands of one city day from the counts of past days of its kind. */
export function computeBands(input: BandsInput): BandsComputed {
  const { counts, days } = input;
  const began = beginning(counts);
  const all = spread(counts, days, began);
  const unlocated = spread(
    counts.map((c) => ({ ...c, n: c.unlocated })),
    days,
    began,
  );
  const sources = [...new Set(counts.map((c) => c.source))].sort().map((source) => {
    const own = counts.filter((c) => c.source === source);
    return [source, hourlyBands(spread(own, days, beginning(own)))] as const;
  });
  return {
    type: 'bands.computed',
    day: input.day,
    dayKind: input.dayKind,
    total: hourlyBands(all),
    today: cumulativeBands(all),
    unlocated: hourlyBands(unlocated),
    sources: Object.fromEntries(sources),
    incidents: incidentBands(input.incidents, days),
  };
}

function beginning(counts: readonly HourCount[]): { day: string; hour: number } | null {
  const [first] = counts;
  return first ? { day: first.day, hour: first.hour } : null;
}
