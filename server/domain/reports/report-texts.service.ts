import { Injectable } from '@nestjs/common';
import type { IncidentCard } from '../../../protocol/incident.js';
import type { ReportTask, ReportText } from '../../../protocol/report.js';
import { Areas } from '../../city/areas.js';
import { Catalogue } from '../../city/catalogue.js';
import { CityStore } from '../../city/city.store.js';
import { Sources } from '../../city/sources.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { maskPhones } from '../../platform/mask.js';
import { Secret } from '../../platform/secret.js';
import { draftOf, type DraftInput } from './draft.rules.js';
import * as queries from './reports.queries.js';

/** The words of reports: as submitted, or drafted from the incident. */
@Injectable()
export class ReportTexts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secret: Secret,
    private readonly city: CityStore,
    private readonly areas: Areas,
    private readonly types: Catalogue,
    private readonly sources: Sources,
  ) {}

  /** Reads what was submitted, or drafts it from what stands now. @throws report/unknown (404) */
  async read(id: string, incident: string, scope: queries.ReportScope): Promise<ReportText> {
    const task = await queries.readTask(this.db.query, id, scope);
    if (task?.incident !== incident) throw unknownReport(id);
    const words = await queries.readWords(this.db.query, id);
    if (words) return { task, text: maskPhones(this.secret.open(words).toString('utf8')) };
    return { task, text: maskPhones(await this.draft(task)) };
  }

  private async draft(task: ReportTask): Promise<string> {
    const card = (await queries.readCard(this.db.query, task.incident)) as IncidentCard;
    const row = (await queries.readDraft(this.db.query, task)) as queries.DraftRow;
    const { city } = this.city.current.rows;
    return draftOf({
      ...{ kind: task.kind, no: task.no, to: task.toZh, city: city.nameZh, centre: city.centreZh },
      ...{ zone: this.clock.zone, nowMs: this.clock.now(), course: row.course, lastReportMs: row.lastReportMs },
      incident: { ...row, level: task.level, ...this.namesOf(card) },
    });
  }

  private namesOf(card: IncidentCard): Omit<DraftInput['incident'], 'title' | 'body' | 'place' | 'level' | 'state'> {
    return {
      ...{ no: card.no, reports: card.reports },
      type: this.types.get(card.type)?.nameZh ?? card.type,
      district: this.areas.get(card.district)?.nameZh ?? '',
      source: this.sources.get(card.source)?.nameZh ?? card.source,
      occurredMs: Date.parse(card.occurredAt),
      receivedMs: Date.parse(card.openedAt),
      closedMs: card.closedAt === null ? null : Date.parse(card.closedAt),
    };
  }
}

/** No report of this id within the asker's reach. */
export function unknownReport(id: string): DomainError {
  return new DomainError(404, 'report/unknown', `no report ${id.slice(0, 60)} of this incident within your reach`);
}
