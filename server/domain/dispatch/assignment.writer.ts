import { Inject, Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { DispatchAssigned } from '../../../protocol/facts/dispatch.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { uuidv7 } from '../../platform/ids.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import type { Given } from './assign.rules.js';
import { noticeTimes } from './assignment.rules.js';
import { addAssignment, SERVICE, type StoredAssignment } from './assignments.store.js';
import { changed } from './units.service.js';
import { saveStatus, type LockedUnit } from './units.store.js';

/** Who gives what to an incident; `by` null is the service itself. `before`: its assignments so far. */
export interface Giving {
  card: IncidentCard;
  by: Principal | null;
  reason: string | null;
  before: readonly StoredAssignment[];
}

/** Writes decided assignments and what they mean for their units. */
@Injectable()
export class AssignmentWriter {
  constructor(
    private readonly secret: Secret,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Writes them in the order given, in the caller's transaction that holds incident and units; answers the facts. */
  async write(
    db: PoolClient,
    giving: Giving,
    { given, locked }: { given: readonly Given[]; locked: readonly LockedUnit[] },
  ): Promise<NewEntry[]> {
    const entries: NewEntry[] = [];
    for (const [n, one] of given.entries()) {
      const unit = locked.find((u) => u.unit === one.unit) as LockedUnit;
      if (one.from !== one.to) {
        await saveStatus(db, one.unit, { status: one.to, atMs: unit.nowMs, heard: false });
        entries.push(changed(unit, one.to, giving.by));
      }
      entries.push(await this.record(db, giving, { one, isFirstOfAll: n === 0 }));
    }
    return entries;
  }

  private async record(
    db: PoolClient,
    { card, by, reason, before }: Giving,
    { one, isFirstOfAll }: { one: Given; isFirstOfAll: boolean },
  ): Promise<NewEntry> {
    const id = uuidv7(this.clock.now());
    const { unit, override } = one;
    // Who was undone was never in contact; whoever was, stays the first, also after a return.
    const first = isFirstOfAll && before.every((a) => a.state === 'undone');
    const times = await addAssignment(db, {
      ...{ id, incident: card.id, incidentVersion: card.version, unit, first, override, drill: card.isDrill },
      ...{ statusBefore: one.from, words: reason === null ? null : this.secret.seal(reason) },
      ...{ by: by?.username ?? SERVICE, ...noticeTimes(card.priority, this.config.undoMs) },
    });
    const fact: DispatchAssigned = {
      type: 'dispatch.assigned',
      ...{ assignment: id, incident: card.id, unit, first, override, ...times },
    };
    return { fact, subject: card.id, isDrill: card.isDrill, ...(by && { actor: by.username }) };
  }
}
