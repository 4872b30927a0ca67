import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { IncidentCard } from '../../../../protocol/incident.js';
import type { Permit, PermitInput } from '../../../../protocol/permit.js';
import { Audit } from '../../../identity/audit.service.js';
import type { NewEntry } from '../../../journal/entry.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { uuidv7 } from '../../../platform/ids.js';
import { Incidents } from '../incidents.service.js';
import { wayFrom } from '../procedure.rules.js';
import { ProcedureBook } from '../procedures.service.js';
import { permitFor } from './permit.rules.js';
import { addPermit, endPermit, readPermits } from './permits.queries.js';

/** An incident that just opened, and the entry that this follows from. */
interface Opened {
  card: IncidentCard;
  cause: number | undefined;
}

/** Permitted places and hours: they overrule an alarm. */
@Injectable()
export class PermitBook {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly incidents: Incidents,
    private readonly procedures: ProcedureBook,
    private readonly audit: Audit,
  ) {}

  /** Closes as permitted what just opened inside a permit, in the caller's transaction; answers the facts. */
  async judge(db: PoolClient, opened: readonly Opened[]): Promise<NewEntry[]> {
    const able = opened.filter(({ card }) => wayFrom(this.procedures.of(card), card.state, 'permit'));
    if (able.length === 0) return [];
    const permits = await readPermits(db);
    const entries: NewEntry[] = [];
    for (const { card, cause } of able) {
      const permit = permitFor(permits, { ...card, occurredMs: Date.parse(card.occurredAt) }, this.clock.zone);
      if (!permit) continue;
      const asked = { command: 'permit', reason: permit.name, outcome: null, untilMs: null } as const;
      const moved = await this.incidents.move(db, {
        id: card.id,
        by: null,
        asked,
        ...(cause !== undefined && { cause }),
      });
      entries.push(...moved.entries);
    }
    return entries;
  }

  /** Every permit, by name. */
  list(): Promise<Permit[]> {
    return readPermits(this.db.query);
  }

  /** Makes a permit; the audit keeps by whom. */
  async add(input: PermitInput, by: string): Promise<Permit> {
    const permit = { ...input, id: uuidv7(this.clock.now()) };
    await this.db.tx(this.db.query, async (db) => {
      await addPermit(db, permit, by);
      await this.audit.record({ actor: by, action: 'permit.added', subject: permit.id }, db);
    });
    return permit;
  }

  /** Takes a permit back; what it closed stays closed. @throws permit/unknown (404) */
  async remove(id: string, by: string): Promise<void> {
    await this.db.tx(this.db.query, async (db) => {
      if (!(await endPermit(db, id, by))) throw new DomainError(404, 'permit/unknown', 'no permit has this id');
      await this.audit.record({ actor: by, action: 'permit.ended', subject: id }, db);
    });
  }
}
