import { Injectable } from '@nestjs/common';
import type { Priority } from '../../../protocol/observation.js';
import type { Limit, Procedure } from '../../../protocol/procedure.js';
import { Limits, type Pause, type Runout } from '../../city/clocks/limits.js';
import { stateOf } from './procedure.rules.js';

export type { Pause, Runout } from '../../city/clocks/limits.js';

/** Share of a procedure's own limits at which the lamp turns yellow, as in the city's table. */
const WARN_SHARE = 0.8;
/** The calendars of a procedure's own limits, by kind of time. */
const CALENDARS: Record<Limit['time'], string> = { calendar: 'natural', working: 'working' };

/** What a due time depends on. `state` null: the whole incident. `extraMs`: working time added by extensions. Times epoch milliseconds. */
export interface ClockQuestion {
  procedure: Procedure;
  state: string | null;
  type: string;
  priority: Priority;
  district: string;
  condition?: string | null;
  fromMs: number;
  pauses: readonly Pause[];
  extraMs: number;
}

/** When the clocks of an incident run out: by the city's table of limits, or by the procedure where the table is silent. */
@Injectable()
export class DueDates {
  constructor(private readonly limits: Limits) {}

  /** Null when no limit applies or a pause stops the clock. */
  dueAt({ procedure, state, pauses, ...asked }: ClockQuestion): Runout | null {
    const clock = { ...asked, paused: pauses };
    const limit = this.limits.limitOf({ ...clock, procedure: procedure.id, step: state });
    if (limit !== null) return this.limits.run(limit, clock);
    const own = state === null ? procedure.limits[asked.priority] : stateOf(procedure, state).limit;
    if (own === null) return null;
    const length = { calendar: CALENDARS[own.time], amount: own.minutes, unit: 'minute' as const };
    return this.limits.run({ ...length, warnShare: WARN_SHARE }, clock);
  }
}
