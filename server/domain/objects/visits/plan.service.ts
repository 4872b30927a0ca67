import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Planned } from '../../../../protocol/visit.js';
import { Calendar } from '../../../city/calendar.js';
import { Routing } from '../../../city/routing.js';
import type { NewEntry } from '../../../journal/entry.js';
import { Clock } from '../../../platform/clock.js';
import { uuidv7 } from '../../../platform/ids.js';
import { dropPlanned, lockPlan, readSubjects, readTouched, savePlan } from './plan.queries.js';
import { addDays, planOf } from './plan.rules.js';
import { MOST_AHEAD, PLAN_DAYS } from './topics.data.js';

/** Lays the plan of visits, in the caller's transaction. */
@Injectable()
export class VisitPlan {
  constructor(
    private readonly calendar: Calendar,
    private readonly routing: Routing,
    private readonly clock: Clock,
  ) {}

  /** The city's day. */
  get today(): string {
    return this.clock.dayOf(this.clock.now());
  }

  /** The last day to which a plan may be laid. */
  get lastDay(): string {
    return addDays(this.today, MOST_AHEAD);
  }

  /** Plans all that is due until a day, and says what that changed. */
  async lay(db: ClientBase, to = addDays(this.today, PLAN_DAYS)): Promise<{ planned: Planned; facts: NewEntry[] }> {
    await lockPlan(db);
    const planned = await this.plan(db, to, { objects: null, points: null });
    const isChanged = planned.added + planned.changed + planned.dropped > 0;
    return { planned, facts: isChanged ? [{ fact: { type: 'visits.planned', to, ...planned } }] : [] };
  }

  /** Plans what belongs to some objects and points anew: their grade or last visit changed. */
  async follow(db: ClientBase, codes: readonly string[]): Promise<void> {
    await lockPlan(db);
    await this.plan(db, addDays(this.today, PLAN_DAYS), await readTouched(db, codes));
  }

  /** The first unit that the city's rules name at noon of a workday for a street, else for its district, whatever the matter. */
  unitOf(street: string | null, district: string): string | null {
    const rules = this.routing.routes().filter((r) => r.match === '*' && r.days !== 'rest' && isAtNoon(r));
    const of = (area: string | null) => rules.find((r) => r.area === area)?.unit ?? null;
    return of(street) ?? of(district) ?? of('-');
  }

  private async plan(
    db: ClientBase,
    to: string,
    which: { objects: readonly string[] | null; points: readonly string[] | null },
  ): Promise<Planned> {
    const subjects = await readSubjects(db, { zone: this.clock.zone, ...which });
    const due = planOf(subjects, {
      ...{ today: this.today, to, isWorkday: (day) => this.calendar.kindOf(day) === 'workday' },
      unitOf: (street, district) => this.unitOf(street, district),
    });
    const dropped = await dropPlanned(db, { due, ...which });
    const nowMs = this.clock.now();
    const saved = await savePlan(
      db,
      due.map((visit) => ({ ...visit, id: uuidv7(nowMs) })),
    );
    return { ...saved, dropped };
  }
}

/** Visits are made by day. */
function isAtNoon({ from, to }: { from: string | null; to: string | null }): boolean {
  if (from === null || to === null) return true;
  return from < to ? from <= '12:00' && '12:00' < to : from <= '12:00' || '12:00' < to;
}
