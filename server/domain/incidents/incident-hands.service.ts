import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentChanged } from '../../../protocol/facts/incidents.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { MoveCommand } from '../../../protocol/procedure.js';
import { lockIncident, saveIncident } from './incident.store.js';
import { entryOf, type Changed } from './incidents.service.js';
import { wayFrom } from './procedure.rules.js';
import { ProcedureBook } from './procedures.service.js';
import { requireVersion, type By } from './refusals.js';

/** In whose hands an incident is; `dispatch` asks and tells in its own transactions, before it locks any unit. */
@Injectable()
export class IncidentHands {
  constructor(private readonly procedures: ProcedureBook) {}

  /** Locks an incident until the transaction ends. @throws incident/unknown (404), incident/changed (409) with the present state */
  async lock(db: PoolClient, id: string, version?: number): Promise<IncidentCard> {
    const { card } = await lockIncident(db, id);
    requireVersion(version, card);
    return card;
  }

  /** Whether the procedure has a way for this command from where the incident stands; guards and reach are asked by the move itself. */
  hasWay(card: IncidentCard, command: MoveCommand): boolean {
    return wayFrom(this.procedures.of(card), card.state, command) !== undefined;
  }

  /** Gives a locked incident to other accounts where it stands: more units for one that is already being handled, or fewer. */
  async pass(
    db: PoolClient,
    { id, by, assignees, ref }: { id: string; by: By; assignees: readonly string[]; ref: string },
  ): Promise<Changed> {
    const card = await saveIncident(db, id, { assignees });
    const fact: IncidentChanged = { type: 'incident.changed', what: 'assigned', ref, note: null, card };
    return { card, entries: [entryOf(fact, card, { by })] };
  }
}
