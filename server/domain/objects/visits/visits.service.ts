import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Visit, VisitPage, VisitsQuery } from '../../../../protocol/visit.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { countVisits, listVisits, readVisit, type VisitRow } from './visits.queries.js';

/** The plan of visits and what became of them, within what its reader may see. */
@Injectable()
export class Visits {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Reads planned visits by day, or done ones, the newest first. */
  async page(asked: VisitsQuery, who: Principal): Promise<VisitPage> {
    const { from = null, to = null, object = null, point = null, state, limit } = asked;
    // Somebody without a unit has no visits of his own.
    const unit = asked.mine === 'true' ? (who.unit ?? '-') : (asked.unit ?? null);
    const filter = {
      ...{ zone: this.clock.zone, districts: districtsOf(who, 'objects.read'), state, from, to, unit, object, point },
      ...{ district: asked.district?.split(',').filter(Boolean) ?? null, overdue: asked.overdue === 'true' },
    };
    const counts = await countVisits(this.db.query, filter);
    const rows = await listVisits(this.db.query, filter, limit);
    return { ...counts, today: this.clock.dayOf(this.clock.now()), visits: rows.map(shownVisit) };
  }

  /** Reads one. @throws visit/unknown (404) */
  async one(id: string, who: Principal): Promise<Visit> {
    const scope = { zone: this.clock.zone, districts: districtsOf(who, 'objects.read'), own: who.unit };
    const row = await readVisit(this.db.query, id, scope);
    if (!row) throw unknownVisit(id);
    return shownVisit(row);
  }

  /** Reads one inside a change of it, wherever it lies. */
  async present(db: ClientBase, id: string): Promise<VisitRow> {
    const row = await readVisit(db, id, { zone: this.clock.zone, districts: null, own: null });
    if (!row) throw new Error(`visit ${id} is gone within its own change`);
    return row;
  }
}

/** A visit as it is answered. */
export function shownVisit(row: VisitRow): Visit {
  return { ...row, isJoint: row.topics.length > 1 };
}

/** What is out of reach does not exist for the asker. */
export function unknownVisit(id: string): DomainError {
  return new DomainError(404, 'visit/unknown', `no visit ${id} within your reach`);
}
