import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import { IncidentHands } from '../incidents/incident-hands.service.js';
import { decideAssign } from './assign.rules.js';
import { AssignmentWriter } from './assignment.writer.js';
import { assignmentsOf } from './assignments.store.js';
import { standingsOf } from './standing.rules.js';
import { lockUnits } from './units.store.js';

/** Why the service may take a unit over its capacity: whoever has not put it right does it again. */
const REASON = '返工';

/** Gives an incident that has to be done again to the units that handled it last. */
@Injectable()
export class Rework {
  constructor(
    private readonly hands: IncidentHands,
    private readonly writer: AssignmentWriter,
  ) {}

  /** Does nothing where somebody is on it again, or it has moved on. Answers the facts; the caller appends them. */
  async again(db: PoolClient, incident: string): Promise<NewEntry[]> {
    const card = await this.hands.lock(db, incident);
    const before = await assignmentsOf(db, incident);
    if (card.lane !== 'enroute' || before.some((a) => a.endedAt === null)) return [];
    const handled = before.filter((a) => a.state === 'handled');
    const newest = Math.max(...handled.map((a) => a.incidentVersion));
    const units = [...new Set(handled.filter((a) => a.incidentVersion === newest).map((a) => a.unit))];
    const locked = await lockUnits(db, units);
    const standings = standingsOf(locked, before);
    const there = units.filter((unit) => standings.has(unit));
    const given = decideAssign({ units: there, override: true, reason: REASON, drill: card.isDrill }, standings);
    return Array.isArray(given)
      ? this.writer.write(db, { card, by: null, reason: REASON, before }, { given, locked })
      : [];
  }
}
