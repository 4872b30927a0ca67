import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { TimeLimit, TimeLimitsImported } from '../../../protocol/clocks.js';
import type { Fault } from '../../../protocol/problem.js';
import { CityFollower } from '../../city/city.follower.js';
import { CityStore } from '../../city/city.store.js';
import { cityChanged } from '../../city/profile/profile.import.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { linesOf } from './limit-csv.rules.js';
import { planOf, type Known } from './limit-plan.rules.js';
import * as queries from './limits.queries.js';

/** Faults told of one file; a wrong export would repeat one thousands of times. */
const FAULTS_TOLD = 20;

interface Doer {
  actor: string;
  address: string;
}

/** Changes the city's time limits: ahead only, so that what has held can always be explained. */
@Injectable()
export class LimitsAdmin {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly city: CityStore,
    private readonly follower: CityFollower,
    private readonly audit: Audit,
  ) {}

  /** Imports limits that begin on a day ahead, all or none. @throws input/invalid (422) with the line and column of each fault */
  async import(csv: string, by: Doer): Promise<TimeLimitsImported> {
    const { lines, faults } = linesOf(csv);
    if (faults.length > 0) throw invalid(faults);
    const done = await this.db.tx(this.db.query, async (db) => {
      await queries.lockLimits(db);
      const plan = planOf(lines, await this.known(db));
      if (plan.faults.length > 0) throw invalid(plan.faults);
      await queries.endLimits(db, plan.end);
      await queries.addLimits(db, plan.add, by.actor);
      await cityChanged(db);
      const detail = { added: plan.add.map((l) => l.id), ended: plan.end };
      await this.audit.record({ ...by, action: 'time-limit.imported', detail }, db);
      return { added: plan.add.length, ended: plan.end.length };
    });
    await this.follower.refresh();
    return done;
  }

  /** Takes a limit out that the administration added and that has not begun. @throws limit/unknown (404), limit/has-begun (409) */
  async remove(id: string, by: Doer): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      await queries.lockLimits(db);
      const found = await queries.readLimit(db, id);
      if (!found) throw new DomainError(404, 'limit/unknown', `there is no time limit ${id.slice(0, 80)}`);
      if (!found.isOwn || (found.effectiveFrom ?? '') <= this.clock.dayOf(this.clock.now())) {
        const detail = `${id} has begun, or came with the city's profile; add one that begins on a day ahead`;
        throw new DomainError(409, 'limit/has-begun', detail);
      }
      await queries.removeLimit(db, id);
      await cityChanged(db);
      await this.audit.record({ ...by, action: 'time-limit.removed', subject: id }, db);
    });
    await this.follower.refresh();
  }

  private async known(db: ClientBase): Promise<Known> {
    const { rows } = this.city.current;
    const types = rows.types.map((t) => t.code);
    const limits: TimeLimit[] = await queries.readLimits(db);
    return {
      limits,
      today: this.clock.dayOf(this.clock.now()),
      calendars: new Set(rows.calendars.map((c) => c.id)),
      procedures: new Set(await queries.readProcedureIds(db)),
      districts: new Set(rows.areas.filter((a) => a.level === 'district').map((a) => a.code)),
      hasType: (type) => types.some((code) => code === type || code.startsWith(`${type}.`)),
    };
  }
}

function invalid(faults: readonly Fault[]): DomainError {
  const errors = faults.slice(0, FAULTS_TOLD);
  return new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors });
}
