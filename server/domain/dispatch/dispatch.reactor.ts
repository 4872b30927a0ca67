import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { IncidentMoved } from '../../../protocol/facts/incidents.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { AssignmentSettler } from './assignment.settler.js';
import { assignmentsOf, lockIncidents, unitsEverOn, type StoredAssignment } from './assignments.store.js';
import { followedBy } from './follow.rules.js';
import type { AssignmentCommand } from './assignment.rules.js';
import { Rework } from './rework.service.js';
import { lockUnits } from './units.store.js';

/** What a move means for the assignments of its incident. */
interface Following {
  open: readonly StoredAssignment[];
  next: AssignmentCommand | 'rework' | null;
}

/**
 * Keeps assignments true when an incident goes another way than through them: closed by its source, voided or merged it lets its units go; signed
 * for or returned at the desk it takes its one unit along; to be done again it goes back to those who handled it.
 */
@Injectable()
export class DispatchReactor implements Reactor, OnModuleInit {
  readonly name = 'dispatch';
  readonly types = ['incident.moved'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly settler: AssignmentSettler,
    private readonly rework: Rework,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const moves: { move: IncidentMoved; seq: number }[] = [];
    for (const { fact, seq } of entries) {
      // Looked at without a lock first: moves that came from assignments, nearly all of them, leave nothing to do.
      if (fact.type === 'incident.moved' && (await look(db, fact)).next !== null) moves.push({ move: fact, seq });
    }
    if (moves.length === 0) return [];
    await lockAll(
      db,
      moves.map(({ move }) => move.card.id),
    );
    const facts: NewEntry[] = [];
    for (const { move, seq } of moves) {
      const followed = await this.follow(db, move);
      facts.push(...followed.map((entry) => ({ ...entry, cause: seq })));
    }
    return facts;
  }

  private async follow(db: PoolClient, move: IncidentMoved): Promise<NewEntry[]> {
    const { open, next } = await look(db, move);
    if (next === null) return [];
    if (next === 'rework') return this.rework.again(db, move.card.id);
    return this.settler.settle(db, open, { command: next, by: null, reason: null });
  }
}

async function look(db: PoolClient, { command, card }: IncidentMoved): Promise<Following> {
  // Those given later than this move belong to another dispatch.
  const all = await assignmentsOf(db, card.id);
  const open = all.filter((a) => a.endedAt === null && a.incidentVersion <= card.version);
  const hasHandled = all.some((a) => a.state === 'handled') && all.every((a) => a.endedAt !== null);
  if (command === 'rework') return { open, next: hasHandled ? 'rework' : null };
  return { open, next: followedBy({ command, lane: card.lane, open: open.map((a) => a.state) }) };
}

/** All incidents, then all units, each in the order of their ids: as assignments lock them, so that none waits for the other in a circle. */
async function lockAll(db: PoolClient, incidents: readonly string[]): Promise<void> {
  await lockIncidents(db, incidents);
  await lockUnits(db, await unitsEverOn(db, incidents));
}
