import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { AlertDocument } from '../../../protocol/alert.js';
import type { AlertPublicReasonInput, AlertReasonInput, AlertSeen } from '../../../protocol/alert-command.js';
import type { TopRisk } from '../../../protocol/facts/alerts.js';
import { Timers } from '../../timers/timers.js';
import { AlertActs, entryOf } from './alert-acts.service.js';
import { REMIND } from './alert-consultation.service.js';
import * as queries from './alerts.queries.js';
import { changedParts } from './alert.edit.rules.js';
import type { Doer } from './doer.js';

/** From the finished draft to what the public reads, and what follows: correction and withdrawal. */
@Injectable()
export class AlertRelease {
  constructor(
    private readonly timers: Timers,
    private readonly acts: AlertActs,
  ) {}

  /** Hands the draft to a leader. */
  submit(id: string, { revision }: AlertSeen, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'submit', revision, by }, async (db, row, state) => {
      await queries.saveVersion(db, row, { state, author: by.actor, submittedBy: by.actor });
      await this.timers.cancel(db, id, REMIND);
      return [entryOf('alert.submitted', row, { actor: by.actor })];
    });
  }

  /** Takes it back to work on; departments are asked anew. */
  takeBack(id: string, { revision, reason }: AlertReasonInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'take-back', revision, by, note: reason }, async (db, row, state) => {
      await queries.saveVersion(db, row, { state, deadline: null, submittedBy: null, author: by.actor });
      await this.timers.cancel(db, id, REMIND);
      return [];
    });
  }

  /** The leader sends it back to its authors. */
  sendBack(id: string, { revision, reason }: AlertReasonInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'return', revision, by, note: reason }, async (db, row, state) => {
      await queries.saveVersion(db, row, { state, deadline: null, submittedBy: null });
      return [entryOf('alert.returned', row, { actor: by.actor })];
    });
  }

  approve(id: string, { revision }: AlertSeen, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'approve', revision, by }, async (db, row) => {
      await queries.approve(db, row, by.actor);
      return [entryOf('alert.approved', row, { actor: by.actor })];
    });
  }

  /** Publishes it. From here on this version stays as it is; its hash says so. */
  publish(id: string, { revision }: AlertSeen, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'publish', revision, by }, async (db, row) => {
      const { document } = await withChanges(db, row);
      await queries.publish(db, row, { by: by.actor, document, hash: hashOf(document) });
      const type = row.version === 1 ? 'alert.published' : 'alert.corrected';
      return [entryOf(type, row, { actor: by.actor, risks: topRisks(row.document) })];
    });
  }

  /** Opens the next version as a draft; the published one holds until that is published. */
  correct(id: string, { revision, reason }: AlertPublicReasonInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'correct', revision, by, note: reason.zh }, async (db, row) => {
      const version = row.version + 1;
      const document = { ...row.document, version, correction: { of: row.version, reason, changed: [] } };
      await queries.addVersion(db, { alert: id, version, compile: row.compile, document, authors: [by.actor] });
      return [];
    });
  }

  /** Drops the draft of a correction; the version it would have corrected holds on. */
  discard(id: string, { revision }: AlertSeen, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'discard', revision, by }, async (db, row) => {
      await queries.discard(db, row);
      return [];
    });
  }

  /** Withdraws what was published; it stays readable, with the reason. */
  withdraw(id: string, { revision, reason }: AlertPublicReasonInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'withdraw', revision, by, note: reason.zh }, async (db, row) => {
      await queries.withdraw(db, row, { by: by.actor, reason });
      return [entryOf('alert.withdrawn', row, { actor: by.actor })];
    });
  }
}

/** A correction says which sentences and figures differ from the version it corrects. */
async function withChanges(
  db: PoolClient,
  { alert, document }: queries.VersionRow,
): Promise<Pick<queries.VersionRow, 'document'>> {
  const { correction } = document;
  const before = (await queries.readVersions(db, alert)).find(({ version }) => version === correction?.of);
  if (correction === null || !before) return { document };
  const changed = changedParts(before.document, document);
  return { document: { ...document, correction: { ...correction, changed } } };
}

/** sha256 (hex) of a document; the database keeps keys of jsonb in an order of its own, so they are sorted first. */
export function hashOf(document: AlertDocument): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(document)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** What leads the month, for the wall. */
export function topRisks({ risks }: AlertDocument): TopRisk[] {
  return risks.map(({ id, rank, name, colour, forecast: { total } }) => {
    const expected = { expected: total?.value ?? null, low: total?.low ?? null, high: total?.high ?? null };
    return { id, rank, name, colour, ...expected };
  });
}
