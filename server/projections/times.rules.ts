import { STRIP_BIN_MINUTES, STRIP_BINS, type Window } from '../../protocol/live/situation.js';

/** The city's calendar as far as windows need it; epoch milliseconds in, platform/clock.ts answers. */
export interface CityCalendar {
  dayStart(ms: number): number;
  dayOf(ms: number): string;
  hourOf(ms: number): number;
}

/** The windows of one minute, in epoch minutes; `to` is the end of the running minute. @source docs/adr/0002-minute-windows.md */
export interface Times {
  minute: number;
  to: number;
  hourFrom: number;
  todayFrom: number;
  stripFrom: number;
  /** City date and hour of the running minute. */
  day: string;
  hour: number;
}

const MINUTE_MS = 60_000;

/** Cuts the windows that hold the moment `nowMs`. */
export function timesAt(nowMs: number, calendar: CityCalendar): Times {
  const minute = Math.floor(nowMs / MINUTE_MS);
  return {
    minute,
    to: minute + 1,
    hourFrom: minute - 60,
    todayFrom: Math.floor(calendar.dayStart(nowMs) / MINUTE_MS),
    stripFrom: (binOf(minute) - STRIP_BINS + 1) * STRIP_BIN_MINUTES,
    day: calendar.dayOf(nowMs),
    hour: calendar.hourOf(nowMs),
  };
}

/** Number of the strip's bin that holds an epoch minute. */
export function binOf(minute: number): number {
  return Math.floor(minute / STRIP_BIN_MINUTES);
}

/** Writes an epoch minute as RFC 3339. */
export function isoOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}

/** Writes [from, to) of epoch minutes as a window. */
export function windowOf(from: number, to: number): Window {
  return { from: isoOf(from), to: isoOf(to) };
}

/** The three windows that states carry. */
export function windowsOf(t: Times): { lastHour: Window; today: Window; strip: Window } {
  return {
    lastHour: windowOf(t.hourFrom, t.to),
    today: windowOf(t.todayFrom, t.to),
    strip: windowOf(t.stripFrom, t.to),
  };
}
