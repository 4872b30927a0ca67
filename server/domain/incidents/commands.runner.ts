import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Incident } from '../../../protocol/incident.js';
import { Journal } from '../../journal/journal.js';
import { isFirst, keyOf } from '../../platform/command-keys.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { readIncident, type ReadScope } from './incidents.queries.js';
import type { Changed } from './incidents.service.js';

/** A command that came by HTTP. `body` is the parsed one. */
export interface Sent {
  id: string;
  who: Principal;
  key: string | string[] | undefined;
  /** Tells commands of one incident apart. */
  name: string;
  body: unknown;
}

/** Runs a command in one transaction: once per key, facts last, and answers the incident as it then stands. */
@Injectable()
export class Commands {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
  ) {}

  /** @throws incident/unknown (404) for what the sender may not even read */
  async run(sent: Sent, work: (db: PoolClient) => Promise<Pick<Changed, 'entries'>>): Promise<Incident> {
    const { id, who, body } = sent;
    const command = { account: who.account, key: keyOf(sent.key), subject: `${sent.name} ${id}`, body };
    const scope = scopeOf(who);
    return this.db.tx(this.db.query, async (db) => {
      if (!(await readIncident(db, id, scope))) throw unknown(id);
      const first = await isFirst(db, command);
      const { entries } = first ? await work(db) : { entries: [] };
      // Whoever gave it out of his hands is still told what became of it.
      const after = await readIncident(db, id, { ...scope, districts: null, account: null });
      if (!after) throw unknown(id);
      if (entries.length > 0) await this.journal.append(db, entries);
      return after;
    });
  }
}

/** What of the incidents an account may read. */
export function scopeOf(who: Principal): ReadScope {
  const reach = who.permissions['incidents.read'];
  return {
    districts: reach === 'district' ? who.districts : null,
    account: reach === 'own' ? who.account : null,
    hasText: reach === 'own' || who.permissions['rows.text'] !== 'none',
  };
}

function unknown(id: string): DomainError {
  return new DomainError(404, 'incident/unknown', `no incident ${id} within your reach`);
}
