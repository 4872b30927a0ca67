import { Injectable } from '@nestjs/common';
import type { Alert, AlertComment, AlertHead, Alerts } from '../../../protocol/alert-command.js';
import type { Permission } from '../../../protocol/identity.js';
import { Database } from '../../platform/database.js';
import { maskPhones } from '../../platform/mask.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { AlertActs } from './alert-acts.service.js';
import { faultsOf } from './alert.gates.rules.js';
import { actsOf } from './alert.state.rules.js';
import * as queries from './alerts.queries.js';
import * as consultation from './consultation.queries.js';
import { unknownAlert } from './refusals.js';

/** Listed: five years. */
const LISTED = 60;
const LOG_LINES = 200;

/** Reads alerts with their work, as their reader may see them. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly db: Database,
    private readonly secret: Secret,
    private readonly acts: AlertActs,
  ) {}

  /** The newest version of each alert, and when the next draft is compiled. */
  async list(next: Alerts['next']): Promise<Alerts> {
    return { alerts: await queries.readHeads(this.db.query, LISTED), next };
  }

  /** One with its work. @throws alert/unknown (404) */
  async read(id: string, who: Principal): Promise<Alert> {
    const db = this.db.query;
    const versions = await queries.readVersions(db, id);
    const row = versions[0];
    if (!row) throw unknownAlert(id);
    const comments = await consultation.readComments(db, id, row.version);
    const consulted = await consultation.readConsulted(db, id, row.version);
    const gates = await this.acts.gates(db, row);
    const may = (needed: Permission) => who.permissions[needed] !== 'none';
    return {
      ...headOf(row, versions),
      ...{ document: row.document, faults: faultsOf(row.document), gates, authors: row.authors },
      ...{ submittedBy: row.submittedBy, approvedBy: row.approvedBy },
      comments: comments.map((comment) => this.shown(comment)),
      departments: consulted.map((department) => {
        const spoken = comments.filter((c) => c.department === department.id).at(-1);
        return { ...department, answered: spoken !== undefined, answeredAt: spoken?.at ?? null };
      }),
      log: await queries.readLog(db, id, LOG_LINES),
      versions: publishedOf(versions),
      ...actsOf({ ...row, gates }, { who: who.username, may }),
    };
  }

  /** Words of people: numbers in them are masked for everybody, for they end in a public text. */
  private shown({ words, answer, answerWords, ...comment }: consultation.CommentRow): AlertComment {
    const open = (sealed: Buffer) => maskPhones(this.secret.open(sealed).toString('utf8'));
    return {
      ...comment,
      text: words && open(words),
      answer: answer && answerWords ? { ...answer, text: open(answerWords) } : null,
    };
  }
}

function headOf(
  { document, alert: id, ...row }: queries.VersionRow,
  versions: readonly queries.VersionRow[],
): AlertHead {
  return {
    ...{ id, no: document.no, month: document.month, title: document.title },
    ...{ version: row.version, state: row.state, revision: row.revision, compiledAt: document.inputs.compiledAt },
    ...{ deadline: row.deadline, publishedAt: row.publishedAt },
    published: versions.find(({ publishedAt }) => publishedAt !== null)?.version ?? null,
  };
}

/** The versions that were published, the newest first. */
export function publishedOf(versions: readonly queries.VersionRow[]): Alert['versions'] {
  return versions.flatMap(({ version, publishedAt, state }) =>
    publishedAt === null ? [] : [{ version, publishedAt, state }],
  );
}
