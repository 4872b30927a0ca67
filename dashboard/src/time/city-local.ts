import type { Moment } from './city-time.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A moment as fields of date and time take it, in the city's zone: `2026-11-22T09:42`. */
export function cityLocal(at: Moment, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(new Date(at));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The moment that such a field names in the city's zone, epoch milliseconds; NaN when it names none. Of an hour that comes twice the first. */
export function cityInstant(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return NaN;
  const shiftAt = (ms: number) => Date.parse(`${cityLocal(ms, zone)}Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  // The shift that holds a day before and after; the earlier moment that reads like the field is meant.
  const tries = [asUtc - shiftAt(asUtc - DAY_MS), asUtc - shiftAt(asUtc + DAY_MS)].sort((a, b) => a - b);
  return tries.find((ms) => cityLocal(ms, zone) === local) ?? (tries[1] as number);
}

/** The day after so many days of a calendar day: `2026-11-22` and 7 are `2026-11-29`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
