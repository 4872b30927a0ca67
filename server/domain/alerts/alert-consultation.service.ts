import { Injectable } from '@nestjs/common';
import type { AlertAnswerInput, AlertCommentInput, AlertConsultInput } from '../../../protocol/alert-command.js';
import type { AlertDepartment } from '../../../protocol/alert-risk.js';
import type { AlertDocument } from '../../../protocol/alert.js';
import { Clock } from '../../platform/clock.js';
import { DomainError } from '../../platform/domain-error.js';
import { uuidv7 } from '../../platform/ids.js';
import { Secret } from '../../platform/secret.js';
import { Timers } from '../../timers/timers.js';
import { AlertActs, entryOf } from './alert-acts.service.js';
import { saveVersion } from './alerts.queries.js';
import * as queries from './consultation.queries.js';
import type { Doer } from './doer.js';
import { AlertLibrary } from './library/alert-library.service.js';
import { unknownPart } from './refusals.js';

/** Timer of a consultation: subject is the alert; it reminds before the deadline and at it. */
export const REMIND = 'alert.remind';
const HOUR_MS = 3_600_000;

/** The consultation of an alert (会商): departments speak by section until a deadline. */
@Injectable()
export class AlertConsultation {
  constructor(
    private readonly clock: Clock,
    private readonly secret: Secret,
    private readonly timers: Timers,
    private readonly library: AlertLibrary,
    private readonly acts: AlertActs,
  ) {}

  /** Asks the departments of the risks (or those named) until the deadline. @throws alert/deadline-past, alert/unknown-part (422) */
  async consult(id: string, input: AlertConsultInput, by: Doer): Promise<void> {
    const { settings } = await this.library.settings();
    const now = this.clock.now();
    const dueMs = input.deadline ? Date.parse(input.deadline) : now + settings.consultationDays * 24 * HOUR_MS;
    if (dueMs <= now) {
      const detail = 'the deadline lies in the past';
      throw new DomainError(422, 'alert/deadline-past', detail, {
        errors: [{ pointer: '/deadline', code: 'alert/deadline-past', detail }],
      });
    }
    await this.acts.act({ id, act: 'consult', revision: input.revision, by }, async (db, row, state) => {
      const departments = asked(row.document, input.departments);
      const deadline = new Date(dueMs).toISOString();
      await queries.setConsulted(db, { alert: id, version: row.version, departments });
      await saveVersion(db, row, { state, deadline, author: by.actor });
      const remindMs = dueMs - settings.remindHours * HOUR_MS;
      const timers = [...(remindMs > now ? [{ step: 'before', dueMs: remindMs }] : []), { step: 'due', dueMs }];
      const payload = { version: row.version };
      await this.timers.set(db, ...timers.map((timer) => ({ kind: REMIND, subject: id, payload, ...timer })));
      const told = { actor: by.actor, departments: departments.map((d) => d.id), dueAt: deadline };
      return [entryOf('alert.consulted', row, told)];
    });
  }

  /** A department speaks. @throws alert/unknown-part (422), alert/deadline-passed (409) */
  comment(id: string, { section, department, verdict, text }: AlertCommentInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'comment', by, note: section }, async (db, { version, document, deadline }) => {
      if (deadline !== null && Date.parse(deadline) <= this.clock.now())
        throw new DomainError(409, 'alert/deadline-passed', `the consultation ended at ${deadline}`);
      if (section.startsWith('risk:') && !document.risks.some((r) => section === `risk:${r.id}`))
        throw unknownPart('/section', `${section} is not in this alert`);
      if (!(await queries.readConsulted(db, id, version)).some((d) => d.id === department))
        throw unknownPart('/department', `${department} was not asked`);
      const words = text === null ? null : this.secret.seal(text);
      const comment = { id: uuidv7(this.clock.now()), section, department, verdict, words, by: by.actor };
      await queries.addComment(db, { ...comment, alert: id, version });
      return [];
    });
  }

  /** Answers what a department said. @throws alert/unknown-part (422), alert/answered (409) */
  answer(id: string, comment: string, { outcome, text }: AlertAnswerInput, by: Doer): Promise<void> {
    return this.acts.act({ id, act: 'answer', by, note: outcome }, async (db, { version }) => {
      const known = (await queries.readComments(db, id, version)).some((c) => c.id === comment);
      if (!known) throw unknownPart('', 'no such comment on this version');
      const added = await queries.addAnswer(db, { comment, outcome, words: this.secret.seal(text), by: by.actor });
      if (!added) throw new DomainError(409, 'alert/answered', 'it was answered before');
      return [];
    });
  }
}

/** Every department of the leading risks once, or those named among them. */
function asked({ risks }: AlertDocument, named: readonly string[] | undefined): AlertDepartment[] {
  const all = new Map(risks.flatMap(({ lead, others }) => [lead, ...others]).map((d) => [d.id, d]));
  if (named === undefined) return [...all.values()];
  return named.map((id, i) => {
    const found = all.get(id);
    if (!found) throw unknownPart(`/departments/${i}`, `${id} answers for none of the risks`);
    return found;
  });
}
