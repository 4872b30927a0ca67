import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentMoved } from '../../../protocol/facts/incidents.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { NewEntry } from '../../journal/entry.js';
import { Timers } from '../../timers/timers.js';
import { clocksOf, duesOf, moveClocks } from './clocks.rules.js';
import { DueDates } from './due-dates.js';
import { FilingBook } from './filing/filing.service.js';
import { OFFENCE_MONTHS, type Asked } from './guards.rules.js';
import { decide, isRefusal, type Decision } from './incident.rules.js';
import {
  countAfterPhotos,
  countOffences,
  lockIncident,
  saveIncident,
  type Changes,
  type Locked,
} from './incident.store.js';
import { Notes } from './notes.service.js';
import { permissionsOf, wayFrom } from './procedure.rules.js';
import { ProcedureBook } from './procedures.service.js';
import { refused, requireReach, requireVersion, type By } from './refusals.js';

/** Kind of the timer that ends a hold on the day named for it. */
export const LOOK_AGAIN = 'incident.look-again';

/** What a command did: the incident as it stands, and the facts that its transaction appends last. */
export interface Changed {
  card: IncidentCard;
  entries: NewEntry[];
}

/** A move as asked for. `cause`: the entry of the journal that it follows from. `also`: further columns the mover sets with it. */
export interface Move {
  id: string;
  by: By;
  version?: number | undefined;
  asked: Asked;
  cause?: number;
  also?: Changes;
}

interface Hold {
  before: IncidentCard;
  after: IncidentCard;
  untilMs: number | null;
}

/** Moves incidents by their procedures. Runs in the caller's transaction, who appends the facts as its last statement (`dispatch` does so too). */
@Injectable()
export class Incidents {
  constructor(
    private readonly procedures: ProcedureBook,
    private readonly dueDates: DueDates,
    private readonly notes: Notes,
    private readonly filing: FilingBook,
    private readonly timers: Timers,
  ) {}

  /**
   * Makes a move.
   * @throws incident/unknown (404), incident/changed and incident/not-now (409, with the present state), permission/denied and
   * incident/out-of-reach (403), and the code of the guard that does not hold
   */
  async move(db: PoolClient, move: Move): Promise<Changed> {
    const locked = await lockIncident(db, move.id);
    const { card } = locked;
    requireVersion(move.version, card);
    const procedure = this.procedures.of(card);
    const way = wayFrom(procedure, card.state, move.asked.command);
    if (way) {
      const ground = { district: card.district, assignees: locked.assignees };
      requireReach(move.by, permissionsOf(way, card.level), ground);
    }
    const context = await this.contextOf(db, locked, move.asked);
    const standing = { ...card, backTo: locked.backTo, hasDue: locked.clockFromMs !== null };
    const decision = decide(procedure, standing, { asked: move.asked, context });
    if (isRefusal(decision)) throw refused(decision, card);
    const { command, condition: said = null } = move.asked;
    const condition = command === 'file' ? await this.filing.conditionOf(db, card.type, said) : locked.condition;
    const changes = { ...this.changesOf({ ...locked, condition }, decision, move), condition };
    const after = await saveIncident(db, card.id, { ...changes, ...move.also });
    await this.keepHold(db, { before: card, after, untilMs: move.asked.untilMs });
    const note = await this.notes.reason(db, after, { by: move.by, words: move.asked.reason });
    const fact: IncidentMoved = {
      type: 'incident.moved',
      ...{ command: move.asked.command, from: card.state, to: after.state, note, card: after },
    };
    return { card: after, entries: [entryOf(fact, after, move)] };
  }

  /** Sets the timer that ends a hold, and drops it with the hold. */
  private async keepHold(db: PoolClient, { before, after, untilMs }: Hold): Promise<void> {
    const key = { kind: LOOK_AGAIN, subject: after.id };
    if (after.lane === 'hung' && untilMs !== null)
      return this.timers.set(db, { ...key, dueMs: untilMs, isDrill: after.isDrill });
    if (before.lane === 'hung') await this.timers.drop(db, key);
  }

  private changesOf(locked: Locked, decision: Decision, { asked }: Move): Changes {
    const { card, nowMs, condition } = locked;
    const { to, backTo, outcome, reviewed, supervised, bounces, reworks } = decision;
    const clocks = moveClocks(clocksOf(locked), decision, nowMs);
    const { type, priority, district } = card;
    const procedure = this.procedures.of(card);
    const dues = duesOf(procedure, { state: to, kind: { type, priority, district, condition }, clocks }, (q) =>
      this.dueDates.dueAt(q),
    );
    return {
      ...{ state: to.id, lane: to.lane, backTo, outcome, reviewed, supervised, bounces, reworks },
      ...{ enteredMs: nowMs, closedMs: to.lane === null ? nowMs : null },
      ...clocks,
      ...dues,
      lookAgainMs: decision.pause === 'begin' ? asked.untilMs : null,
      // Back at the desk it is nobody's until it is given out again.
      ...((to.lane === 'dispatch' || to.lane === 'review') && { assignees: [] }),
    };
  }

  private async contextOf(db: PoolClient, { card, object, nowMs }: Locked, asked: Asked) {
    const guards = wayFrom(this.procedures.of(card), card.state, asked.command)?.guards ?? [];
    const isCounted = guards.includes('first-offence') && object !== null;
    return {
      reviewed: card.reviewed,
      extensionPending: card.extensionPending,
      afterPhotos: guards.includes('after-photo') ? await countAfterPhotos(db, card.id) : 0,
      priorOffences: isCounted ? await countOffences(db, { ...card, object, months: OFFENCE_MONTHS }) : 0,
      nowMs,
    };
  }
}

/** Puts a fact about an incident on its way: the incident is its subject, and who did it its actor. */
export function entryOf(
  fact: NewEntry['fact'],
  card: Pick<IncidentCard, 'id' | 'isDrill'>,
  { by, cause }: { by: By; cause?: number },
): NewEntry {
  const actor = by === null ? {} : { actor: by.username };
  return { fact, subject: card.id, isDrill: card.isDrill, ...actor, ...(cause === undefined ? {} : { cause }) };
}
