import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../platform/database.js';

/** What was done, by whom, to what. `detail` holds ids and settings, never names, phones, passwords or keys. */
export interface AuditRecord {
  /** Username, or null before anyone is known. */
  actor: string | null;
  /** `noun.pastVerb`. */
  action: string;
  subject?: string | null;
  detail?: Readonly<Record<string, unknown>>;
  /** Address the request came from. */
  address?: string | null;
}

/** The append-only record of who did what. The database refuses to change or remove a line. */
@Injectable()
export class Audit {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Appends a line; in the caller's transaction when its client is given, so that the deed and its record commit together. */
  async record(entry: AuditRecord, client?: pg.PoolClient): Promise<void> {
    await (client ?? this.db.system).query(
      'insert into audit_entry (actor, action, subject, detail, address) values ($1, $2, $3, $4, $5)',
      [entry.actor, entry.action, entry.subject ?? null, JSON.stringify(entry.detail ?? {}), entry.address ?? null],
    );
  }
}
