import { Injectable } from '@nestjs/common';
import type { AssignmentList } from '../../../protocol/dispatch.js';
import { Database } from '../../platform/database.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { assignmentsOf, cardOf, listAssignments } from './assignments.store.js';
import { DispatchAnswers } from './dispatch-answers.js';
import { reaches } from './reach.rules.js';
import { unknownIncident } from './refusals.js';

/** Assignments as lists, within what the reader may see. */
@Injectable()
export class AssignmentLists {
  constructor(
    private readonly db: Database,
    private readonly answers: DispatchAnswers,
  ) {}

  /** All of one incident, those that ended too. @throws incident/unknown (404) */
  async ofIncident(id: string, who: Principal): Promise<AssignmentList> {
    const card = await cardOf(this.db.query, id);
    const stored = await assignmentsOf(this.db.query, id);
    const unit = stored.some((a) => a.unit === who.unit) ? who.unit : null;
    if (!card || !reaches(who, 'incidents.read', { district: card.district, unit })) throw unknownIncident(id);
    return { assignments: this.answers.shown(stored, who) };
  }

  /** Those of the own unit, or of the own districts, `unit` narrows; without `open` also what ended within a city day. */
  async within({ unit, open }: { unit?: string | undefined; open: boolean }, who: Principal): Promise<AssignmentList> {
    const isOwn = who.permissions['incidents.act'] === 'own';
    const units = isOwn ? [who.unit ?? ''] : unit === undefined ? null : [unit];
    const districts = isOwn ? null : districtsOf(who, 'incidents.act');
    return { assignments: this.answers.shown(await listAssignments(this.db.query, { units, districts, open }), who) };
  }
}
