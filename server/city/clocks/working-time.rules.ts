import { DateTime } from 'luxon';
import type { LimitUnit } from '../../../protocol/clocks.js';
import type { ServiceDays, Stretch } from './service-days.rules.js';

/** A length as a limit states it. */
export interface LimitLength {
  amount: number;
  unit: LimitUnit;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Days without service in a row after which a calendar counts as closed for good: a fault of its data, not a long holiday. */
const CLOSED_FOR_GOOD_DAYS = 400;

/**
 * Arithmetic of working time (工作时) on one service calendar. Time counts within service hours and outside pauses; moments and lengths are
 * milliseconds. A result is the earliest moment at which it is true: four hours that fill an afternoon end with it, not next morning.
 */
export class WorkingTime {
  constructor(private readonly days: ServiceDays) {}

  /** Moment at which `workMs` of working time have passed since `fromMs`; `fromMs` itself for none. */
  add(fromMs: number, workMs: number, paused: readonly Stretch[] = []): number {
    if (workMs <= 0) return fromMs;
    let left = workMs;
    for (const { fromMs: start, toMs: end } of this.openFrom(fromMs, merged(paused))) {
      if (left <= end - start) return start + left;
      left -= end - start;
    }
    throw new Error('unreachable: service hours have no end');
  }

  /** Working time between two moments; 0 when the second is not later. */
  between(fromMs: number, toMs: number, paused: readonly Stretch[] = []): number {
    const pauses = merged(paused);
    let sum = 0;
    const last = this.days.dayOf(toMs);
    for (let day = this.days.dayOf(fromMs); day <= last; day++) {
      for (const open of this.days.stretches(day)) {
        const part = { fromMs: Math.max(open.fromMs, fromMs), toMs: Math.min(open.toMs, toMs) };
        for (const { fromMs: start, toMs: end } of without(part, pauses)) sum += end - start;
      }
    }
    return sum;
  }

  /**
   * Working time that a limit means when its clock starts at `fromMs`. A day ends as far into a later service day as it began into the
   * first: with equal hours, at the same time of day. On a calendar around the clock it is a day of the wall clock.
   */
  lengthOf(fromMs: number, { amount, unit }: LimitLength): number {
    if (unit === 'minute') return amount * MINUTE_MS;
    if (unit === 'hour') return amount * HOUR_MS;
    return this.between(fromMs, this.addDays(fromMs, amount));
  }

  private addDays(fromMs: number, amount: number): number {
    const { zone, isRoundTheClock } = this.days;
    if (isRoundTheClock) return DateTime.fromMillis(fromMs, { zone }).plus({ days: amount }).toMillis();
    let day = this.days.dayOf(fromMs);
    const done = this.between(this.days.startOf(day), fromMs);
    // Before the first hour of a day stands where the end of the last service day does.
    const share = done > 0 ? done / this.worked(day) : 1;
    if (done === 0) day = this.serviceDay(day, -1);
    for (let n = 0; n < amount; n++) day = this.serviceDay(day, 1);
    return this.add(this.days.startOf(day), Math.round(this.worked(day) * share));
  }

  /** The next service day after, or the last before, a day. */
  private serviceDay(from: number, step: 1 | -1): number {
    for (let n = 1; n <= CLOSED_FOR_GOOD_DAYS; n++) {
      const day = from + n * step;
      if (this.days.stretches(day).length > 0) return day;
    }
    // Looking back, before the first period of a calendar there is none: count from the first day that has one.
    if (step === -1) return this.serviceDay(from - 1, 1) - 1;
    throw closed();
  }

  private worked(day: number): number {
    return this.days.stretches(day).reduce((sum, s) => sum + s.toMs - s.fromMs, 0);
  }

  private *openFrom(fromMs: number, pauses: readonly Stretch[]): Generator<Stretch> {
    let closedDays = 0;
    for (let day = this.days.dayOf(fromMs); closedDays < CLOSED_FOR_GOOD_DAYS; day++) {
      const open = this.days.stretches(day);
      closedDays = open.length === 0 ? closedDays + 1 : 0;
      for (const { fromMs: start, toMs } of open) {
        yield* without({ fromMs: Math.max(start, fromMs), toMs }, pauses);
      }
    }
    throw closed();
  }
}

/** Pauses in order, overlapping ones as one. */
function merged(pauses: readonly Stretch[]): readonly Stretch[] {
  if (pauses.length < 2) return pauses;
  const out: Stretch[] = [];
  for (const pause of [...pauses].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = out.at(-1);
    if (last && pause.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, pause.toMs);
    else out.push({ ...pause });
  }
  return out;
}

/** What is left of a stretch without the pauses; nothing of an empty one. */
function* without(stretch: Stretch, pauses: readonly Stretch[]): Generator<Stretch> {
  let { fromMs } = stretch;
  for (const pause of pauses) {
    if (pause.toMs <= fromMs) continue;
    if (pause.fromMs >= stretch.toMs) break;
    if (pause.fromMs > fromMs) yield { fromMs, toMs: pause.fromMs };
    fromMs = pause.toMs;
  }
  if (fromMs < stretch.toMs) yield { fromMs, toMs: stretch.toMs };
}

function closed(): Error {
  return new Error(`a service calendar has no hours for ${CLOSED_FOR_GOOD_DAYS} days; its last period must be open`);
}
