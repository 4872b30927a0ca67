import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentChanged } from '../../../protocol/facts/incidents.js';
import type { Permission } from '../../../protocol/identity.js';
import type { GradeInput, ReasonInput, RelationInput } from '../../../protocol/incident-command.js';
import { DomainError } from '../../platform/domain-error.js';
import { clocksOf, duesOf, type Clocks } from './clocks.rules.js';
import { DueDates } from './due-dates.js';
import { lockIncident, lockIncidents, saveIncident, type Changes, type Locked } from './incident.store.js';
import { entryOf, type Changed } from './incidents.service.js';
import { Notes } from './notes.service.js';
import { stateOf } from './procedure.rules.js';
import { ProcedureBook } from './procedures.service.js';
import { relate, unrelate, isBelow } from './relations.queries.js';
import { requireOpen, requireReach, requireVersion, type By } from './refusals.js';
import { MAY } from './allowed.rules.js';

/** A change as asked for: of which incident, by whom, and which of these permissions it needs. */
export interface Change {
  id: string;
  by: By;
  version?: number | undefined;
  may: readonly Permission[];
  cause?: number;
}

const DISPATCH = ['incidents.dispatch'] as const;

/** What changes in an incident without moving it. Runs in the caller's transaction, who appends the facts last. */
@Injectable()
export class Changings {
  constructor(
    private readonly procedures: ProcedureBook,
    private readonly dueDates: DueDates,
    private readonly notes: Notes,
  ) {}

  /** Locks an open incident for a change. @throws incident/unknown, incident/changed, permission/denied, incident/out-of-reach, incident/closed */
  async lock(db: PoolClient, change: Change): Promise<Locked> {
    const locked = await lockIncident(db, change.id);
    requireVersion(change.version, locked.card);
    requireReach(change.by, change.may, { district: locked.card.district, assignees: locked.assignees });
    requireOpen(locked.card);
    return locked;
  }

  /** Saves a change with its reason and makes its fact. */
  async save(
    db: PoolClient,
    { id, by, cause }: Change,
    of: { what: IncidentChanged['what']; changes: Changes; ref?: string | null; reason?: string | null },
  ): Promise<Changed> {
    const card = await saveIncident(db, id, of.changes);
    const note = await this.notes.reason(db, card, { by, words: of.reason ?? null });
    const fact: IncidentChanged = { type: 'incident.changed', what: of.what, ref: of.ref ?? null, note, card };
    return { card, entries: [entryOf(fact, card, cause === undefined ? { by } : { by, cause })] };
  }

  /** Both due times of an incident, with some of its clocks or its kind changed. */
  dues(locked: Locked, over: Partial<Clocks> & Partial<Pick<Locked['card'], 'priority'>> = {}) {
    const { priority = locked.card.priority, ...clocks } = over;
    const procedure = this.procedures.of(locked.card);
    return duesOf(
      procedure,
      {
        state: stateOf(procedure, locked.card.state),
        kind: { ...locked.card, priority, condition: locked.condition },
        clocks: { ...clocksOf(locked), ...clocks },
      },
      (question) => this.dueDates.dueAt(question),
    );
  }

  /** Sets priority or event level (升级 is a smaller number). @throws incident/nothing-changes (422) */
  async grade(db: PoolClient, { id, by }: Pick<Change, 'id' | 'by'>, input: GradeInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY.grade };
    const locked = await this.lock(db, change);
    const { priority = locked.card.priority, level = locked.card.level } = input;
    if (priority === locked.card.priority && level === locked.card.level)
      throw new DomainError(422, 'incident/nothing-changes', 'it has this priority and this level already');
    const changes = { priority, level, ...this.dues(locked, { priority }) };
    return this.save(db, change, { what: 'graded', changes, reason: input.reason });
  }

  /** 督办: a shift lead watches over it from now on. */
  async supervise(db: PoolClient, { id, by }: Pick<Change, 'id' | 'by'>, input: ReasonInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY.supervise };
    await this.lock(db, change);
    return this.save(db, change, { what: 'supervised', changes: { supervised: true }, reason: input.reason });
  }

  /** 催办: reminds those it was given to; counted. */
  async remind(db: PoolClient, { id, by }: Pick<Change, 'id' | 'by'>, input: ReasonInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: MAY.remind };
    const { card } = await this.lock(db, change);
    const changes = { reminders: card.reminders + 1 };
    return this.save(db, change, { what: 'reminded', changes, reason: input.reason });
  }

  /** Puts an incident below another, takes it out, or points at another. @throws incident/unknown, incident/own-parent, incident/drill-and-real */
  async relate(db: PoolClient, { id, by }: Pick<Change, 'id' | 'by'>, input: RelationInput): Promise<Changed> {
    const change = { id, by, version: input.version, may: DISPATCH };
    const pair = await lockIncidents(db, [id, ...(input.to === null ? [] : [input.to])]);
    const { card } = await this.lock(db, change);
    const other = pair.find((locked) => locked.card.id !== id)?.card;
    if (input.to !== null) this.requireFit(card, other);
    if (input.kind === 'related') {
      if (other) await relate(db, { id, other: other.id, by: by?.username ?? '', isDrill: card.isDrill });
      else await unrelate(db, id);
      return this.save(db, change, { what: other ? 'related' : 'unrelated', changes: {}, ref: input.to });
    }
    if (input.to !== null && (await isBelow(db, input.to, id)))
      throw new DomainError(422, 'incident/own-parent', 'that one lies below this one; it cannot be above it too');
    return this.save(db, change, {
      what: other ? 'related' : 'unrelated',
      changes: { parent: input.to },
      ref: input.to,
    });
  }

  private requireFit(card: Locked['card'], other: Locked['card'] | undefined): void {
    if (!other) throw new DomainError(404, 'incident/unknown', 'the other incident does not exist');
    if (other.isDrill !== card.isDrill)
      throw new DomainError(422, 'incident/drill-and-real', 'one of them is a drill; drill and real never go together');
  }
}
