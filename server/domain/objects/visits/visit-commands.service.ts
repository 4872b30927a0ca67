import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Planned, Visit, VisitAssignment, VisitCancel, VisitInput } from '../../../../protocol/visit.js';
import { Units } from '../../../city/units.js';
import { Journal } from '../../../journal/journal.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { uuidv7 } from '../../../platform/ids.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { VisitPlan } from './plan.service.js';
import { refused, visitFact } from './visit.rules.js';
import { shownVisit, unknownVisit, Visits } from './visits.service.js';
import { addVisit, assignVisit, cancelVisit, lockVisit, placeOf, type LockedVisit } from './visits.store.js';

/** What people do with the plan. Each command is one transaction with its fact. */
@Injectable()
export class VisitCommands {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly units: Units,
    private readonly plan: VisitPlan,
    private readonly visits: Visits,
  ) {}

  /** Lays the plan up to a day. @throws input/invalid (422) */
  async lay(to: string): Promise<Planned> {
    const last = this.plan.lastDay;
    if (to < this.plan.today || to > last)
      throw refused('/to', 'visit/bad-day', `a plan ends between ${this.plan.today} and ${last}`);
    return this.db.tx(this.db.query, async (db) => {
      const { planned, facts } = await this.plan.lay(db, to);
      if (facts.length > 0) await this.journal.append(db, facts);
      return planned;
    });
  }

  /** Plans a visit that no frequency asks for. @throws object/out-of-reach (403), input/invalid (422) */
  async arrange(input: VisitInput, who: Principal): Promise<Visit> {
    const { object, points, reason, topics, plannedOn } = input;
    this.requireUnit(input.unit);
    if (plannedOn < this.plan.today) throw refused('/plannedOn', 'visit/day-past', `${plannedOn} is over`);
    return this.db.tx(this.db.query, async (db) => {
      const place = await placeOf(db, object, points);
      if (!place) throw refused('/object', 'visit/unknown-subject', 'not all of these are on the register');
      const districts = districtsOf(who, 'objects.manage');
      if (districts !== null && !districts.includes(place.district))
        throw new DomainError(
          403,
          'object/out-of-reach',
          `it lies in ${place.district}, which is none of your districts`,
        );
      const id = uuidv7(this.clock.now());
      const unit = input.unit ?? this.plan.unitOf(place.street, place.district);
      const when = { dueOn: plannedOn, plannedOn, isAssigned: true };
      await addVisit(db, { id, object, points, ...place, reason, topics, unit, ...when });
      return this.told(db, id, 'arranged', who);
    });
  }

  /** Gives a planned visit to a unit, on a day. @throws visit/unknown (404), visit/not-planned (409), visit/changed (409) */
  async assign(id: string, { unit, plannedOn, version }: VisitAssignment, who: Principal): Promise<Visit> {
    this.requireUnit(unit);
    if (plannedOn !== undefined && plannedOn < this.plan.today)
      throw refused('/plannedOn', 'visit/day-past', `${plannedOn} is over`);
    return this.db.tx(this.db.query, async (db) => {
      await this.lock(db, id, { version, who });
      await assignVisit(db, { id, unit, plannedOn: plannedOn ?? null });
      return this.told(db, id, 'assigned', who);
    });
  }

  /** Takes a planned visit off the plan; what a grade asks for is planned anew in the night. @throws as {@link assign} */
  async cancel(id: string, { reason, version }: VisitCancel, who: Principal): Promise<Visit> {
    return this.db.tx(this.db.query, async (db) => {
      await this.lock(db, id, { version, who });
      await cancelVisit(db, id, reason);
      return this.told(db, id, 'cancelled', who);
    });
  }

  private async lock(db: PoolClient, id: string, of: { version: number; who: Principal }): Promise<LockedVisit> {
    const locked = await lockVisit(db, id, { districts: districtsOf(of.who, 'objects.manage'), own: null });
    return requirePlanned(locked, id, of.version);
  }

  private async told(db: PoolClient, id: string, what: 'arranged' | 'assigned' | 'cancelled', who: Principal) {
    const row = await this.visits.present(db, id);
    await this.journal.append(db, [{ ...visitFact(what, row), actor: who.username }]);
    return shownVisit(row);
  }

  private requireUnit(unit: string | null): void {
    if (unit !== null && !this.units.get(unit))
      throw refused('/unit', 'visit/unknown-unit', `${unit} is no unit of this city`);
  }
}

/** What a command may change. @throws visit/unknown (404), visit/not-planned (409), visit/changed (409) */
export function requirePlanned(locked: LockedVisit | undefined, id: string, version: number): LockedVisit {
  if (!locked) throw unknownVisit(id);
  if (locked.state !== 'planned')
    throw new DomainError(409, 'visit/not-planned', `visit ${id} is ${locked.state}`, {
      present: { state: locked.state },
    });
  if (locked.version === version) return locked;
  const present = { version: locked.version };
  throw new DomainError(409, 'visit/changed', `visit ${id} was changed meanwhile; read it again`, { present });
}
