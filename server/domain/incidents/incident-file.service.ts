import { Injectable } from '@nestjs/common';
import type { CourseLine, IncidentFile } from '../../../protocol/incident.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { maskPhones } from '../../platform/mask.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { scopeOf } from './commands.runner.js';
import * as file from './incident-file.queries.js';
import { stepsOf } from './incident-file.rules.js';
import { IncidentRegisters } from './incident-registers.service.js';
import { idOf, readIncident } from './incidents.queries.js';
import { movesOf, sideActsOf } from './allowed.rules.js';
import { ProcedureBook } from './procedures.service.js';

const SNAPSHOT = 'set transaction isolation level repeatable read, read only';

/** The whole file of one incident. */
@Injectable()
export class IncidentFiles {
  constructor(
    private readonly db: Database,
    private readonly procedures: ProcedureBook,
    private readonly secret: Secret,
    private readonly registers: IncidentRegisters,
  ) {}

  /** Reads it by id or number, as far as the reader may see. @throws incident/unknown (404) */
  async read(idOrNo: string, who: Principal): Promise<IncidentFile> {
    const scope = scopeOf(who);
    return this.db.tx(this.db.query, async (db) => {
      await db.query(SNAPSHOT);
      const id = await idOf(db, idOrNo);
      const incident = id === undefined ? undefined : await readIncident(db, id, scope);
      if (!incident)
        throw new DomainError(404, 'incident/unknown', `no incident ${idOrNo.slice(0, 60)} within your reach`);
      const course = (await file.readCourse(db, incident.id)).map((row) => this.lineOf(row, scope.hasText));
      const { body, lookAgainAt } = await file.readBody(db, incident.id);
      const reported = await file.readReports(db, incident.id);
      const ground = { district: incident.district, assignees: await file.readAssignees(db, incident.id) };
      const asker = incident.extensionPending ? await file.readAsker(db, incident.id) : null;
      const procedure = this.procedures.of(incident);
      const can = movesOf(procedure, incident, { who, ground });
      return {
        ...incident,
        ...{ body: shown(body, scope.hasText), lookAgainAt },
        steps: stepsOf(procedure, course, incident.state),
        can,
        acts: sideActsOf({ ...incident, asker }, who, ground),
        course,
        attachments: await file.readAttachments(db, incident.id),
        reported: reported.map((r) => ({ ...r, title: shown(r.title, scope.hasText) })),
        extended: await file.readExtensions(db, incident.id),
        relations: await file.readRelations(db, incident.id),
        ...(await this.registers.of(db, incident, { hasText: scope.hasText, isFiling: can.includes('file'), course })),
      };
    });
  }

  private lineOf({ fact, words, ...row }: file.CourseRow, hasText: boolean): CourseLine {
    const note = words === null || !hasText ? null : maskPhones(this.secret.open(words).toString('utf8'));
    const { command, what, from, to, ref = null, observation = null } = fact;
    const short = row.type.slice(row.type.indexOf('.') + 1);
    return { ...row, what: command ?? what ?? short, from: stateIn(from), to: stateIn(to), ref, observation, note };
  }
}

function shown(text: string | null, hasText: boolean): string | null {
  return hasText && text !== null ? maskPhones(text) : null;
}

/** A move leads from state to state; in other facts the same name holds something else (whom an escalation tells). */
function stateIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
