import { Injectable } from '@nestjs/common';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { ReportTask } from '../../../protocol/report.js';
import { Journal } from '../../journal/journal.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { Secret } from '../../platform/secret.js';
import { Timers } from '../../timers/timers.js';
import { unknownReport } from './report-texts.service.js';
import * as queries from './reports.queries.js';
import { entryOf, EVERYTHING, Reports, timerOf } from './reports.service.js';

/** A submission as it came by HTTP. */
export interface Submission {
  id: string;
  incident: string;
  text: string;
  who: Principal;
  scope: queries.ReportScope;
}

/** Keeps what was reported, and asks for the report that follows. */
@Injectable()
export class ReportSubmissions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secret: Secret,
    private readonly journal: Journal,
    private readonly timers: Timers,
    private readonly reports: Reports,
  ) {}

  /** @throws report/unknown (404), report/submitted and report/withdrawn (409) with the report as it stands */
  async submit({ id, incident, text, who, scope }: Submission): Promise<ReportTask> {
    return this.db.tx(this.db.query, async (db) => {
      await queries.lockReports(db, incident);
      const before = await queries.readTask(db, id, scope);
      if (before?.incident !== incident) throw unknownReport(id);
      if (before.state !== 'pending') throw conflict(before);
      await queries.submit(db, { id, by: who.username, words: this.secret.seal(text) });
      await this.timers.drop(db, timerOf(before));
      const done = (await queries.readTask(db, id, EVERYTHING)) as ReportTask;
      const card = (await queries.readCard(db, incident)) as IncidentCard;
      const atMs = Date.parse(done.submittedAt as string);
      const known = (await queries.readKnown(db, [incident])).get(incident)?.find((k) => k.id === id);
      if (!known) throw new Error(`report ${id} is gone`);
      const next = await this.reports.goOn(db, known, { card, atMs, day: this.clock.dayOf(atMs) });
      await this.journal.append(db, [entryOf('report.submitted', done, { actor: who.username }), ...next]);
      return done;
    });
  }
}

function conflict(present: ReportTask): DomainError {
  const what = present.state === 'submitted' ? 'it was submitted before' : 'it is asked for no more';
  return new DomainError(409, `report/${present.state}`, `${what}; look at the list of reports again`, { present });
}
