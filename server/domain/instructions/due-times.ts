import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { PoolClient } from 'pg';
import { Calendar } from '../../city/calendar.js';
import { Clock } from '../../platform/clock.js';
import { Timers } from '../../timers/timers.js';
import { OFFICE_ENDS_HOUR } from './instruction.data.js';
import { dueDay } from './instruction.rules.js';
import { bad } from './refusals.js';

/** Fires when nobody has answered in time; its subject is the instruction. */
export const INSTRUCTION_DUE = 'instruction.due';

/** Until when answers are asked for, and the timers that tell when that is over. */
@Injectable()
export class DueTimes {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    private readonly timers: Timers,
  ) {}

  /** The time asked for, else the default one; epoch milliseconds. @throws instruction/due-past (422) */
  of(asked: string | undefined): number {
    if (asked === undefined) return this.byDefault();
    const dueMs = Date.parse(asked);
    if (dueMs <= this.clock.now()) throw bad('/dueAt', 'instruction/due-past', 'this time is over; name a later one');
    return dueMs;
  }

  /** The end of the third workday from today, in the city's zone. */
  byDefault(): number {
    const today = this.clock.dayOf(this.clock.now());
    const day = dueDay(today, (d) => this.calendar.kindOf(d) === 'workday');
    return DateTime.fromISO(day, { zone: this.clock.zone }).set({ hour: OFFICE_ENDS_HOUR }).toMillis();
  }

  set(db: PoolClient, of: { id: string; dueMs: number; isDrill: boolean }): Promise<void> {
    return this.timers.set(db, { kind: INSTRUCTION_DUE, subject: of.id, dueMs: of.dueMs, isDrill: of.isDrill });
  }

  drop(db: PoolClient, id: string): Promise<void> {
    return this.timers.drop(db, { kind: INSTRUCTION_DUE, subject: id });
  }
}
