import { Injectable } from '@nestjs/common';
import type { FilingConditionInput, FilingConditionRow } from '../../../../protocol/filing.js';
import type { Fault } from '../../../../protocol/problem.js';
import { Catalogue } from '../../../city/catalogue.js';
import { Audit } from '../../../identity/audit.service.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { dayAfter, dayBefore, lastDayBefore } from '../../../platform/validity.rules.js';
import { addCondition, endCondition, lockConditions, readConditions } from './filing.queries.js';
import { faultsOfCondition } from './filing.rules.js';

interface Doer {
  actor: string;
  address: string;
}

/** Changes the filing conditions: ahead only. What was filed by one keeps it. */
@Injectable()
export class FilingAdmin {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly catalogue: Catalogue,
    private readonly audit: Audit,
  ) {}

  /** Adds a condition that begins on a day ahead and ends the one it replaces the day before. @throws input/invalid (422) with the field of each fault */
  async add({ replaces, ...condition }: FilingConditionInput, by: Doer): Promise<FilingConditionRow[]> {
    const { type, id } = condition;
    return this.db.tx(this.db.query, async (db) => {
      await lockConditions(db);
      const known = await readConditions(db, type);
      const today = this.clock.dayOf(this.clock.now());
      const isType = this.catalogue.get(type) !== undefined;
      const faults = faultsOfCondition({ ...condition, replaces }, { known, today, isType });
      if (faults.length > 0) throw invalid(faults);
      const on = dayBefore(condition.validFrom);
      if (replaces !== null) await endCondition(db, { type, id: replaces }, { on, by: by.actor });
      await addCondition(db, condition, by.actor);
      const detail = { ...condition, replaces };
      await this.audit.record({ ...by, action: 'filing-condition.added', subject: `${type} ${id}`, detail }, db);
      return readConditions(db, type);
    });
  }

  /**
   * Ends a condition today; one that has not begun never holds. @throws filing-condition/unknown (404), filing-condition/over (409)
   */
  async end(type: string, id: string, by: Doer): Promise<FilingConditionRow[]> {
    return this.db.tx(this.db.query, async (db) => {
      await lockConditions(db);
      const known = (await readConditions(db, type)).find((condition) => condition.id === id);
      if (!known)
        throw new DomainError(404, 'filing-condition/unknown', `there is no condition ${type} ${id}`.slice(0, 200));
      const on = this.lastDayOf(known);
      await endCondition(db, known, { on, by: by.actor });
      await this.audit.record(
        { ...by, action: 'filing-condition.ended', subject: `${type} ${id}`, detail: { on } },
        db,
      );
      return readConditions(db, type);
    });
  }

  private lastDayOf({ id, validFrom: from, validTo: to }: FilingConditionRow): string {
    const today = this.clock.dayOf(this.clock.now());
    if (from !== null && from > today && (to === null || to >= from)) return dayBefore(from);
    const last = lastDayBefore(dayAfter(today), { from, to });
    if ('fault' in last) throw new DomainError(409, 'filing-condition/over', `${id} ${last.fault}`);
    return last.on;
  }
}

function invalid(errors: Fault[]): DomainError {
  return new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors });
}
