import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { AlertId, type AlertState } from '../../../protocol/alert.js';
import { ALERT_MOVES, type AlertAct, type AlertGate } from '../../../protocol/alert-command.js';
import type { AlertChanged, TopRisk } from '../../../protocol/facts/alerts.js';
import { Audit } from '../../identity/audit.service.js';
import type { NewEntry } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { gatesOf } from './alert.gates.rules.js';
import { refusalOf } from './alert.state.rules.js';
import { lockAlert, readNewest, type VersionRow } from './alerts.queries.js';
import { readComments, readConsulted } from './consultation.queries.js';
import type { Doer } from './doer.js';
import { changedAlert, refused, unknownAlert } from './refusals.js';

/** What is asked of one alert; `revision` is the one that the asker saw (absent: it does not matter). */
export interface Asked {
  id: string;
  act: AlertAct;
  revision?: number;
  by: Doer;
  /** For the log: a reason, or what was touched. Never personal data. */
  note?: string;
}

/** Does something to a locked alert; answers the facts of it. `next` is where the act leads. */
type Deed = (db: PoolClient, row: VersionRow, next: AlertState) => Promise<NewEntry[]>;

/** Every act on an alert goes through here: lock, revision, state, four eyes, gates; then the deed, its line in the audit and its facts in one transaction. */
@Injectable()
export class AlertActs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly audit: Audit,
  ) {}

  /** @throws alert/unknown (404), alert/changed, alert/not-now, alert/not-ready (409), alert/own-work (403) */
  async act({ id, act, revision, by, note }: Asked, deed: Deed): Promise<void> {
    let isOwn = false;
    try {
      await this.db.tx(this.db.query, async (db) => {
        if (!(await lockAlert(db, id))) throw unknownAlert(id);
        const row = await readNewest(db, id);
        if (!row) throw unknownAlert(id);
        if (revision !== undefined && revision !== row.revision) throw changedAlert(revision, row.revision);
        const gates = await this.gates(db, row);
        const why = refusalOf(act, { ...row, gates }, by.actor);
        isOwn = why === 'own-work';
        if (why !== null) throw refused(act, why, { state: row.state, gates });
        const entries = await deed(db, row, ALERT_MOVES[row.state][act] as AlertState);
        await this.log(by, id, { action: `alert.${act}`, version: row.version, note }, db);
        if (entries.length > 0) await this.journal.append(db, entries);
      });
    } catch (error) {
      // The attempt is kept although nothing came of it: its own transaction was rolled back.
      if (isOwn) await this.log(by, id, { action: `alert.${act}-refused`, version: 0, note: 'own-work' });
      throw error;
    }
  }

  /** What holds of a version now, and what does not. */
  async gates(db: PoolClient | Database['query'], row: VersionRow): Promise<AlertGate[]> {
    const comments = await readComments(db, row.alert, row.version);
    const departments = await readConsulted(db, row.alert, row.version);
    const deadlineMs = row.deadline === null ? null : Date.parse(row.deadline);
    const of = comments.map(({ answer, ...c }) => ({ ...c, answer: answer && { ...answer, text: '' } }));
    return gatesOf(row.document, { comments: of, departments, deadlineMs, nowMs: this.clock.now() });
  }

  /** Adds a line to the log of an alert, which is the audit. */
  log(
    by: Doer,
    subject: string,
    { action, version, note }: { action: string; version: number; note?: string | undefined },
    db?: PoolClient,
  ): Promise<void> {
    return this.audit.record({ ...by, action, subject, detail: { version, ...(note && { note }) } }, db);
  }
}

/** Puts a fact about an alert on its way. */
export function entryOf(
  type: AlertChanged['type'],
  { document }: Pick<VersionRow, 'document'>,
  more: { actor?: string; departments?: string[]; dueAt?: string | null; risks?: TopRisk[] } = {},
): NewEntry {
  const { actor, departments = [], dueAt = null, risks = [] } = more;
  const { id, month, version, title } = document;
  const fact: AlertChanged = { type, alert: AlertId.parse(id), month, version, title, departments, dueAt, risks };
  return { fact, subject: id, ...(actor !== undefined && { actor }) };
}
