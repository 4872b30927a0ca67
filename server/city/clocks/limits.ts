import { Injectable } from '@nestjs/common';
import type { TimeLimit } from '../../../protocol/clocks.js';
import { Clock } from '../../platform/clock.js';
import { CityStore } from '../city.store.js';
import type { CitySnapshot } from '../city-snapshot.rules.js';
import type { Stretch } from './service-days.rules.js';
import { ServiceDays } from './service-days.rules.js';
import { limitFor, type LimitSubject } from './time-limit.rules.js';
import { WorkingTime } from './working-time.rules.js';

/** A pause of a clock (挂账). `toMs` null while it lasts. */
export interface Pause {
  fromMs: number;
  toMs: number | null;
}

/** A clock: its start, its pauses, and working time added by extensions (延期). */
export interface Run {
  fromMs: number;
  paused?: readonly Pause[];
  extraMs?: number;
}

/** A clock to be set, and what its limit depends on. `step` null: the whole incident. */
export interface ClockQuestion extends Run, Omit<LimitSubject, 'day' | 'condition'> {
  condition?: string | null;
}

/** When a clock turns yellow and red, epoch milliseconds. */
export interface Runout {
  warnMs: number;
  dueMs: number;
}

/** Time limits and working time of the city. */
@Injectable()
export class Limits {
  private readonly times = new WeakMap<CitySnapshot, Map<string, WorkingTime>>();

  constructor(
    private readonly store: CityStore,
    private readonly clock: Clock,
  ) {}

  /** The most specific limit of the city's table, on the city day on which the clock starts; null when none applies. */
  limitOf(asked: ClockQuestion): TimeLimit | null {
    const subject = { ...asked, condition: asked.condition ?? null, day: this.clock.dayOf(asked.fromMs) };
    return limitFor(this.store.current.rows.limits, subject);
  }

  /** When a clock runs out under a limit; null while a pause stops it. */
  run(limit: Pick<TimeLimit, 'calendar' | 'amount' | 'unit' | 'warnShare'>, run: Run): Runout | null {
    const { fromMs, paused = [], extraMs = 0 } = run;
    const time = this.workingTime(limit.calendar);
    const workMs = time.lengthOf(fromMs, limit) + extraMs;
    const over = paused.filter((p): p is Stretch => p.toMs !== null);
    const dueMs = time.add(fromMs, workMs, over);
    if (paused.some((p) => p.toMs === null && p.fromMs < dueMs)) return null;
    return { warnMs: time.add(fromMs, Math.round(workMs * limit.warnShare), over), dueMs };
  }

  /** Moment at which `workMs` of working time have passed since `fromMs` on a calendar of the city. */
  after(calendar: string, fromMs: number, workMs: number): number {
    return this.workingTime(calendar).add(fromMs, workMs);
  }

  private workingTime(id: string): WorkingTime {
    const { current } = this.store;
    const times = this.times.get(current) ?? new Map<string, WorkingTime>();
    this.times.set(current, times);
    const known = times.get(id);
    if (known) return known;
    const calendar = current.rows.calendars.find((c) => c.id === id);
    if (!calendar) throw new Error(`no service calendar ${id}; a limit or rule names one that the city does not have`);
    const made = new WorkingTime(new ServiceDays(calendar, current.days, this.clock.zone));
    times.set(id, made);
    return made;
  }
}
