import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Dispatched } from '../../../protocol/dispatch.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { MoveCommand } from '../../../protocol/procedure.js';
import type { NewEntry } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { isFirst, keyOf } from '../../platform/command-keys.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { IncidentHands } from '../incidents/incident-hands.service.js';
import { Incidents } from '../incidents/incidents.service.js';
import { stopOf, WAYS, type AssignmentCommand } from './assignment.rules.js';
import { accountsOf, assignmentsOf, incidentOf, type StoredAssignment } from './assignments.store.js';
import { DispatchAnswers } from './dispatch-answers.js';
import { AssignmentSettler } from './assignment.settler.js';
import { conflict, requireReach, unknownAssignment } from './refusals.js';

/** A command on one assignment. `version`: as the sender saw it; `key`: its `Idempotency-Key`. */
export interface AssignmentOrder {
  command: AssignmentCommand;
  who: Principal;
  version?: number | undefined;
  reason?: string | undefined;
  key?: string | undefined;
}

/** An order about to be carried out: the incident held, and its open assignments. */
interface Case {
  order: AssignmentOrder;
  card: IncidentCard;
  open: readonly StoredAssignment[];
}

/** What an incident does when an assignment does it, in this order, as far as its procedure has the way. @source docs/protocol.md §Assignments */
const MOVES: Readonly<Record<AssignmentCommand, readonly MoveCommand[]>> = {
  accept: ['sign'],
  arrive: ['sign', 'handle'],
  handle: ['sign', 'handle', 'feedback'],
  return: ['return'],
  withdraw: ['recall'],
  undo: ['recall'],
};
/** These wait until nobody else is on it. */
const LAST_ONLY: ReadonlySet<AssignmentCommand> = new Set(['handle', 'return', 'withdraw', 'undo']);

/** What becomes of assignments: signed for, on scene, handled, given back, taken back, undone. */
@Injectable()
export class Assignments {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly incidents: Incidents,
    private readonly hands: IncidentHands,
    private readonly answers: DispatchAnswers,
    private readonly settler: AssignmentSettler,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Carries out a command on one assignment. @throws assignment/unknown (404), assignment/out-of-reach (403), assignment/changed, assignment/not-now (409) */
  async order(id: string, order: AssignmentOrder): Promise<Dispatched> {
    return this.db.tx(this.db.query, async (db) => {
      const incident = await incidentOf(db, id);
      if (incident === undefined) throw unknownAssignment();
      const card = await this.hands.lock(db, incident);
      const { who, command, key, reason } = order;
      const sent = { account: who.account, key: keyOf(key), subject: `assignments/${command} ${id}`, body: { reason } };
      if (!(await isFirst(db, sent))) return this.answers.of(db, card, who);
      const open = (await assignmentsOf(db, incident)).filter((a) => a.endedAt === null || a.id === id);
      const one = open.find((a) => a.id === id) as StoredAssignment;
      this.check(one, { order, card, open });
      return this.carryOut(db, [one], { order, card, open: open.filter((a) => a.endedAt === null) });
    });
  }

  /** Undoes what the newest command gave an incident, while its time lasts. @throws assignment/nothing-to-undo, assignment/undo-too-late (409) */
  async undo(incident: string, who: Principal): Promise<Dispatched> {
    return this.db.tx(this.db.query, async (db) => {
      const card = await this.hands.lock(db, incident);
      const order = { command: 'undo', who } as const;
      const open = (await assignmentsOf(db, incident)).filter((a) => a.endedAt === null);
      const newest = Math.max(...open.map((a) => a.incidentVersion));
      const given = open.filter((a) => a.incidentVersion === newest);
      if (given.length === 0) throw conflict('assignment/nothing-to-undo', 'no unit is on it', { incident: card });
      for (const one of given) this.check(one, { order, card, open });
      return this.carryOut(db, given, { order, card, open });
    });
  }

  private check(one: StoredAssignment, { order, card }: Case): void {
    const { command, who, version } = order;
    const permission = WAYS[command].by === 'desk' ? 'incidents.dispatch' : 'incidents.act';
    requireReach(who, permission, { district: card.district, unit: one.unit }, 'assignment');
    const [present] = this.answers.shown([one], who);
    if (version !== undefined && version !== one.version) {
      const detail = `it was changed meanwhile: you saw version ${version}, it is ${one.state} at ${one.version}`;
      throw conflict('assignment/changed', detail, present);
    }
    const stop = stopOf(command, one.state, { ageMs: one.ageMs, undoMs: this.config.undoMs });
    if (stop) throw conflict(stop.code, stop.detail, present);
  }

  private async carryOut(db: PoolClient, these: readonly StoredAssignment[], all: Case): Promise<Dispatched> {
    const { order, open } = all;
    const others = open.filter((a) => !these.some((t) => t.id === a.id));
    const moved = await this.moveIncident(db, all, others);
    const entries = [...moved.entries];
    const { command, who: by, reason = null } = order;
    entries.push(...(await this.settler.settle(db, these, { command, by, reason })));
    const answer = await this.answers.of(db, moved.card, order.who);
    await this.journal.append(db, entries);
    return answer;
  }

  /** Moves the incident with its assignment where there is a way; whoever loses it by that is no longer among those it is given to. */
  private async moveIncident(db: PoolClient, { order, card, open }: Case, others: readonly StoredAssignment[]) {
    const { command, who, reason = null } = order;
    // Whoever handled it still sees it through its check; whoever lost it does not.
    const isLost = WAYS[command].event === 'ended';
    const kept = (isLost ? others : open).map((a) => a.unit);
    const assignees = await accountsOf(db, kept);
    let now = card;
    const entries: NewEntry[] = [];
    if (!LAST_ONLY.has(command) || others.length === 0) {
      for (const move of MOVES[command]) {
        if (!this.hands.hasWay(now, move)) continue;
        const asked = { command: move, reason, outcome: null, untilMs: null };
        // Reach was judged for the assignment; the procedure's guards still hold. Hands change with the last move only.
        const isLast = move === MOVES[command].at(-1);
        const done = await this.incidents.move(db, {
          id: card.id,
          by: who,
          asked,
          ...(isLast && { also: { assignees } }),
        });
        now = done.card;
        entries.push(...done.entries);
      }
    }
    if (entries.length > 0 || !isLost) return { card: now, entries };
    return this.hands.pass(db, { id: card.id, by: who, assignees, ref: others[0]?.unit ?? '' });
  }
}
