import type { Situation } from '@protocol/live/situation';
import type { Lane } from '@protocol/procedure';

type Filters = Record<string, string | number>;
type WindowName = keyof Situation['windows'];

/** Writes the rows query of `GET /api/v1/rows` behind a number of the wall, pinned to the snapshot it was counted in. */
export function figureQuery(query: string, filters: Filters, asOf: number): string {
  const params = new URLSearchParams({ query });
  for (const [key, value] of Object.entries(filters)) params.set(key, String(value));
  params.set('asOf', String(asOf));
  return params.toString();
}

/** The query behind a count of records in one of the situation's windows. */
export function countedQuery(situation: Situation, window: WindowName, filters: Filters = {}): string {
  const { from, to } = situation.windows[window];
  return figureQuery('observations.total', { ...filters, from, to }, situation.asOf.seq);
}

/** The query behind a count of records and readings one feed delivered in the last hour. */
export function receivedQuery(situation: Situation, source: string): string {
  const { from, to } = situation.windows.lastHour;
  return figureQuery('sources.received', { source, from, to }, situation.asOf.seq);
}

/**
 * The rate of a feed and the query behind it. Work goes by occurrence, like its usual range, so that a feed that catches up does not look
 * wild; sensors, which have no usual range, go by receipt.
 */
export function rateOf(situation: Situation, source: Situation['sources'][number]): { value: number; query: string } {
  if (source.usual === null && source.occurred === 0)
    return { value: source.lastHour, query: receivedQuery(situation, source.id) };
  return { value: source.occurred, query: countedQuery(situation, 'lastHour', { source: source.id }) };
}

/** The query behind the number of interrupted feeds. */
export function interruptedQuery(situation: Situation): string {
  return figureQuery('sources.interrupted', {}, situation.asOf.seq);
}

/** The query behind a number of open incidents: all of them, or those in some lanes. */
export function openQuery(situation: Situation, lanes: readonly Lane[] = [], filters: Filters = {}): string {
  const all: Filters = lanes.length > 0 ? { lane: lanes.join(','), ...filters } : filters;
  return figureQuery('incidents.open', all, situation.asOf.seq);
}

/** The query behind the number of incidents past their limit, judged by the minute by which they were counted. */
export function overdueQuery(situation: Situation): string {
  return figureQuery('incidents.overdue', { to: situation.incidents.overdueAt }, situation.asOf.seq);
}

/** The query behind the number of incidents done today. */
export function doneQuery(situation: Situation): string {
  return figureQuery('incidents.closed', { ...situation.windows.today }, situation.asOf.seq);
}

/** The query behind a vital sign: the readings it was folded from. */
export function vitalQuery(situation: Situation, vital: string): string {
  return figureQuery('vitals.inputs', { vital }, situation.asOf.seq);
}
