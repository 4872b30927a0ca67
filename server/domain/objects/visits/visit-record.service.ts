import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Visit, VisitRecord } from '../../../../protocol/visit.js';
import { Journal } from '../../../journal/journal.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { uuidv7 } from '../../../platform/ids.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { VisitPlan } from './plan.service.js';
import { requirePlanned } from './visit-commands.service.js';
import { requireRecord, visitFact, withDueDay } from './visit.rules.js';
import { shownVisit, Visits } from './visits.service.js';
import * as store from './visits.store.js';

/** Takes down what a visit found. */
@Injectable()
export class VisitRecords {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly plan: VisitPlan,
    private readonly visits: Visits,
  ) {}

  /**
   * Ends a planned visit: hazards are kept, earlier ones put right, the next visits planned; open hazards get a re-check of their own. An officer records those of his unit.
   * @throws visit/unknown (404), visit/not-planned (409), visit/changed (409), input/invalid (422)
   */
  async record(id: string, record: VisitRecord, who: Principal): Promise<Visit> {
    const own = who.permissions['visits.record'] === 'own' ? who.unit : null;
    const scope = { districts: districtsOf(who, 'visits.record'), own };
    return this.db.tx(this.db.query, async (db) => {
      const visit = requirePlanned(await store.lockVisit(db, id, scope), id, record.version);
      const { today } = this.plan;
      requireRecord(record, visit, today);
      await store.recordVisit(db, { ...record, id, by: who.username });
      await store.saveHazards(db, visit, withDueDay(record.hazards, today));
      await store.fixHazards(db, visit, record.fixed);
      // Where nobody was met nothing was seen: it stays due, and is planned again at once.
      if (record.outcome !== 'absent') await store.noteVisited(db, visit);
      await this.planRecheck(db, visit);
      await this.plan.follow(db, [...(visit.object === null ? [] : [visit.object]), ...visit.points]);
      await store.noteNextDue(db, id, await store.nextDue(db, visit, this.clock.zone));
      const row = await this.visits.present(db, id);
      await this.journal.append(db, [{ ...visitFact('done', row), actor: who.username }]);
      return shownVisit(row);
    });
  }

  private async planRecheck(db: PoolClient, visit: store.LockedVisit): Promise<void> {
    const open = await store.openHazards(db, visit);
    if (!open) return;
    const { object, points, district, unit } = visit;
    const place = await store.placeOf(db, object, object === null ? points : []);
    await store.addVisit(db, {
      ...{ id: uuidv7(this.clock.now()), object, points, district, unit, street: place?.street ?? null },
      ...{ reason: 'recheck', topics: open.topics, dueOn: open.dueOn, plannedOn: open.dueOn, isAssigned: false },
    });
  }
}
