import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Assignment, Dispatched } from '../../../protocol/dispatch.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import { DomainError } from '../../platform/domain-error.js';
import { maskPhones } from '../../platform/mask.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { toAssignment } from './assignment.view.rules.js';
import { assignmentsOf, type StoredAssignment } from './assignments.store.js';

/** What commands and lists of assignments answer: words only for those who may read them, phones masked. */
@Injectable()
export class DispatchAnswers {
  constructor(private readonly secret: Secret) {}

  /** An incident's assignments as they stand in this transaction. */
  async of(db: ClientBase, card: Pick<IncidentCard, 'id' | 'version'>, who: Principal): Promise<Dispatched> {
    const assignments = this.shown(await assignmentsOf(db, card.id), who);
    return { incident: { id: card.id, version: card.version }, assignments };
  }

  shown(stored: readonly StoredAssignment[], who: Principal): Assignment[] {
    const hasText = who.permissions['rows.text'] !== 'none';
    return stored.map((a) => {
      const may = hasText || a.unit === who.unit;
      return toAssignment(a, (words) => (may ? maskPhones(this.secret.open(words).toString('utf8')) : null));
    });
  }

  /** The conflict of somebody who saw another version: with the incident and who is on it now. */
  async changed(db: ClientBase, card: IncidentCard, seen: number): Promise<DomainError> {
    const on = (await assignmentsOf(db, card.id)).filter((a) => a.endedAt === null);
    const detail =
      `it was changed meanwhile: you saw version ${seen}, it is at ${card.version} in state ${card.state}` +
      (on.length > 0 ? `, with ${on.map((a) => a.unit).join(', ')} on it` : '');
    const present = { incident: card, units: on.map((a) => ({ unit: a.unit, state: a.state })) };
    return new DomainError(409, 'incident/changed', detail, { present });
  }
}
