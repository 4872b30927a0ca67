import { DateTime } from 'luxon';
import type { ServiceCalendar } from '../../../protocol/clocks.js';
import { classOfDay, type DayKind } from '../calendar.rules.js';

/** A stretch of time [fromMs, toMs), epoch milliseconds. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

const DAY_MS = 86_400_000;

/** The hours of a service calendar day by day, as moments of real time. Days are epoch days of the city's zone: 0 is 1970-01-01. */
export class ServiceDays {
  /** True for a calendar that never closes: its day is a day of the wall clock, 23 or 25 hours long where summer time turns. */
  readonly isRoundTheClock: boolean;
  private readonly known = new Map<number, readonly Stretch[]>();

  /** @param listed days that differ from the weekday rule, by `YYYY-MM-DD` */
  constructor(
    private readonly calendar: ServiceCalendar,
    private readonly listed: ReadonlyMap<string, { kind: DayKind }>,
    readonly zone: string,
  ) {
    this.isRoundTheClock = calendar.periods.every((p) => [p.workday, p.weekend, p.holiday].every(isWholeDay));
  }

  /** The city's day that holds a moment. */
  dayOf(ms: number): number {
    const { year, month, day } = DateTime.fromMillis(ms, { zone: this.zone });
    return Date.UTC(year, month - 1, day) / DAY_MS;
  }

  /** First moment of a day. */
  startOf(day: number): number {
    return this.at(day, '00:00');
  }

  /** Service hours of a day in ascending order; none on a day without service. */
  stretches(day: number): readonly Stretch[] {
    const known = this.known.get(day);
    if (known) return known;
    const made = this.make(day);
    this.known.set(day, made);
    return made;
  }

  private make(day: number): Stretch[] {
    // A day that the zone skipped (Pacific/Apia, 30 December 2011) had no hours; those of the next day are not its own.
    if (this.dayOf(this.startOf(day)) !== day) return [];
    const iso = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const period = this.calendar.periods.find((p) => (p.from ?? iso) <= iso && iso <= (p.to ?? iso));
    const made: Stretch[] = [];
    let edge = -Infinity;
    for (const [from, to] of period?.[classOfDay(iso, this.listed)] ?? []) {
      // An hour that summer time skips moves later; it must not run into the next stretch.
      const fromMs = Math.max(this.at(day, from), edge);
      const toMs = Math.max(this.at(day, to), fromMs);
      if (toMs > fromMs) made.push({ fromMs, toMs });
      edge = toMs;
    }
    return made;
  }

  private at(day: number, time: string): number {
    if (time === '24:00') return this.at(day + 1, '00:00');
    const date = new Date(day * DAY_MS);
    const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    return DateTime.fromObject({ year, month, day: date.getUTCDate(), hour, minute }, { zone: this.zone }).toMillis();
  }
}

function isWholeDay(hours: readonly (readonly [string, string])[]): boolean {
  return hours.length === 1 && hours[0]?.[0] === '00:00' && hours[0][1] === '24:00';
}
