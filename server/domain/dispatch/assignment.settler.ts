import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { DispatchMoved } from '../../../protocol/facts/dispatch.js';
import type { NewEntry } from '../../journal/entry.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { FACT_OF, OPEN, WAYS, type AssignmentCommand } from './assignment.rules.js';
import { saveState, SERVICE, type StoredAssignment } from './assignments.store.js';
import { statusAfter } from './status.rules.js';
import { changed } from './units.service.js';
import { lockUnits, saveStatus, type LockedUnit } from './units.store.js';

/** What is done to an assignment, by whom (null: the service itself), and why. */
export interface Settlement {
  command: AssignmentCommand;
  by: Principal | null;
  reason: string | null;
}

/** Writes what becomes of assignments, and what it means for their units. The caller holds their incident. */
@Injectable()
export class AssignmentSettler {
  constructor(private readonly secret: Secret) {}

  /** Settles assignments in the order of their units, as every writer locks these; answers the facts. */
  async settle(db: PoolClient, these: readonly StoredAssignment[], how: Settlement): Promise<NewEntry[]> {
    const sorted = [...these].sort((a, b) => (a.unit < b.unit ? -1 : 1));
    const entries: NewEntry[] = [];
    for (const one of sorted) entries.push(...(await this.settleOne(db, one, how)));
    return entries;
  }

  private async settleOne(
    db: PoolClient,
    one: StoredAssignment,
    { command, by, reason }: Settlement,
  ): Promise<NewEntry[]> {
    const { to } = WAYS[command];
    const [unit] = await lockUnits(db, [one.unit]);
    const words = reason === null ? null : this.secret.seal(reason);
    await saveState(db, one.id, { state: to, isOpen: OPEN.includes(to), by: by?.username ?? SERVICE, words });
    const entries = unit ? await turn(db, unit, { one, command, by }) : [];
    const { id: assignment, incident, noticed } = one;
    const fact: DispatchMoved = { type: FACT_OF[to], assignment, incident, unit: one.unit, noticed };
    return [...entries, { fact, subject: incident, isDrill: one.drill, ...(by && { actor: by.username }) }];
  }
}

/** Moves the status clock of the unit where the command means that. */
async function turn(
  db: PoolClient,
  unit: LockedUnit,
  { one, command, by }: { one: StoredAssignment; command: AssignmentCommand; by: Principal | null },
): Promise<NewEntry[]> {
  const { event } = WAYS[command];
  if (event === null) return [];
  const isUndone = command === 'undo' && unit.load === 1 && unit.status === 'dispatched';
  const next = isUndone ? one.statusBefore : statusAfter(event, unit.status, unit.load - 1);
  if (next === unit.status) return [];
  await saveStatus(db, unit.unit, { status: next, atMs: unit.nowMs, heard: by?.unit === unit.unit });
  return [changed(unit, next, by)];
}
