import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { AssignInput, Dispatched } from '../../../protocol/dispatch.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { IncidentHands } from '../incidents/incident-hands.service.js';
import { Incidents } from '../incidents/incidents.service.js';
import { AssignmentWriter, type Giving } from './assignment.writer.js';
import { accountsOf, assignmentsOf } from './assignments.store.js';
import { lockUnits, type LockedUnit } from './units.store.js';
import { decideAssign, type Given } from './assign.rules.js';
import { DispatchAnswers } from './dispatch-answers.js';
import { refused, requireReach } from './refusals.js';
import { standingsOf } from './standing.rules.js';

/** A person gives it. */
type Asked = Giving & { by: Principal };

/** Gives units to incidents. */
@Injectable()
export class Dispatch {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly incidents: Incidents,
    private readonly hands: IncidentHands,
    private readonly answers: DispatchAnswers,
    private readonly writer: AssignmentWriter,
  ) {}

  /**
   * Gives units to an incident, all or none, in one transaction that holds the incident and then the units in the order of their ids: two desks that
   * reach for the same unit wait for each other, and the second one is told what stands now.
   * @throws incident/unknown (404), incident/out-of-reach (403), incident/changed, incident/not-now, unit/not-free, unit/on-it (409, with the
   * present state), assignment/not-possible, assignment/reason-missing (422)
   */
  async assign(incident: string, input: AssignInput, who: Principal): Promise<Dispatched> {
    const units = [...new Set(input.units)];
    const reason = input.reason ?? null;
    return this.db.tx(this.db.query, async (db) => {
      const card = await this.hands.lock(db, incident);
      requireReach(who, 'incidents.dispatch', { district: card.district, unit: null }, 'incident');
      if (card.version !== input.expectedVersion) throw await this.answers.changed(db, card, input.expectedVersion);
      const before = await assignmentsOf(db, incident);
      const locked = await lockUnits(db, units);
      const asked = { units, override: input.override, reason, drill: card.isDrill };
      const given = decideAssign(asked, standingsOf(locked, before));
      if (!Array.isArray(given)) throw refused(given, card, locked);
      return this.give(db, { card, by: who, reason, before }, { given, locked });
    });
  }

  private async give(
    db: PoolClient,
    giving: Asked,
    { given, locked }: { given: readonly Given[]; locked: readonly LockedUnit[] },
  ): Promise<Dispatched> {
    const open = giving.before.filter((a) => a.endedAt === null).map((a) => a.unit);
    const assignees = await accountsOf(db, [...open, ...given.map((g) => g.unit)]);
    const moved = await this.hand(db, giving, { assignees, ref: given[0]?.unit ?? '' });
    const written = await this.writer.write(db, { ...giving, card: moved.card }, { given, locked });
    const answer = await this.answers.of(db, moved.card, giving.by);
    await this.journal.append(db, [...moved.entries, ...written]);
    return answer;
  }

  /** The move to 派遣; where the procedure has none from here the incident is being handled, and gets more hands. */
  private hand(
    db: PoolClient,
    { card, by, reason, before }: Asked,
    { assignees, ref }: { assignees: string[]; ref: string },
  ) {
    const isHeld = before.some((a) => a.endedAt === null);
    const given = card.lane === 'enroute' || card.lane === 'onsite';
    if (isHeld && given && !this.hands.hasWay(card, 'dispatch'))
      return this.hands.pass(db, { id: card.id, by, assignees, ref });
    const asked = { command: 'dispatch', reason, outcome: null, untilMs: null } as const;
    return this.incidents.move(db, { id: card.id, by, asked, also: { assignees } });
  }
}
