import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentChanged, IncidentMoved } from '../../../protocol/facts/incidents.js';
import type { Procedure } from '../../../protocol/procedure.js';
import type { NewEntry } from '../../journal/entry.js';
import type { Amended } from './amendments.queries.js';
import { clocksOf, duesOf } from './clocks.rules.js';
import { DueDates } from './due-dates.js';
import { lockIncident, saveIncident, type Changes, type Locked } from './incident.store.js';
import { entryOf } from './incidents.service.js';
import { stateOf } from './procedure.rules.js';
import { ProcedureBook } from './procedures.service.js';

/** Brings to an incident what a source later says of its record. */
@Injectable()
export class Amendments {
  constructor(
    private readonly procedures: ProcedureBook,
    private readonly dueDates: DueDates,
  ) {}

  /**
   * Applies one amendment, in the caller's transaction: a closing closes what the procedure leaves to the source and is a line in the course
   * otherwise; other changes are taken over while nobody of the centre has judged the incident. What is closed is left alone.
   */
  async apply(db: PoolClient, amended: Amended, of: { observation: string; seq: number }): Promise<NewEntry[]> {
    const locked = await lockIncident(db, amended.incident);
    const { card } = locked;
    if (card.lane === null) return [];
    const procedure = this.procedures.of(card);
    const isNewlyClosed = amended.isFirst && amended.isClosed && !locked.sourceClosed;
    if (isNewlyClosed && procedure.bySource.includes(card.state)) return this.close(db, locked, of);
    const changes: Changes = {
      ...(isNewlyClosed && { sourceClosed: true }),
      ...(amended.isFirst && card.lane === 'review' && this.taken(procedure, locked, amended)),
    };
    const after = Object.keys(changes).length === 0 ? card : await saveIncident(db, card.id, changes);
    const what = isNewlyClosed ? 'closed-by-source' : 'amended';
    const fact: IncidentChanged = { type: 'incident.changed', what, ref: of.observation, note: null, card: after };
    return [entryOf(fact, after, { by: null, cause: of.seq })];
  }

  private async close(db: PoolClient, { card, nowMs }: Locked, of: { seq: number }): Promise<NewEntry[]> {
    const after = await saveIncident(db, card.id, {
      ...{ state: 'closed', lane: null, backTo: null, outcome: 'by-source', sourceClosed: true },
      ...{ enteredMs: nowMs, closedMs: nowMs, stepWarnMs: null, stepDueMs: null, extensionPending: false },
    });
    const moved = { command: 'close', from: card.state, to: 'closed', note: null, card: after } as const;
    const fact: IncidentMoved = { type: 'incident.moved', ...moved };
    return [entryOf(fact, after, { by: null, cause: of.seq })];
  }

  private taken(procedure: Procedure, locked: Locked, amended: Amended): Changes {
    const { type, priority, district, road, h3, lon, lat } = amended;
    const state = stateOf(procedure, locked.card.state);
    const kind = { type, priority, district };
    const dues = duesOf(procedure, { state, kind, clocks: clocksOf(locked) }, (q) => this.dueDates.dueAt(q));
    return { ...kind, road, h3, lon, lat, ...dues };
  }
}
