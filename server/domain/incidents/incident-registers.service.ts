import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { CourseLine, Incident, IncidentFile } from '../../../protocol/incident.js';
import { FilingBook } from './filing/filing.service.js';
import { checklistOf } from './checklists/checklist.view.rules.js';
import { ChecklistBook } from './checklists/checklists.service.js';
import { readObjectOf } from './incident-object.queries.js';

/** What the city's registers say of an incident: the object it is about, the conditions by which it is filed, and its checklist. */
@Injectable()
export class IncidentRegisters {
  constructor(
    private readonly filing: FilingBook,
    private readonly checklists: ChecklistBook,
  ) {}

  /** `hasText`: a name and an address of a shop are text as much as a title is. `isFiling`: the reader can file it. */
  async of(
    db: ClientBase,
    incident: Incident,
    { hasText, isFiling, course }: { hasText: boolean; isFiling: boolean; course: readonly CourseLine[] },
  ): Promise<Pick<IncidentFile, 'object' | 'filing' | 'checklist'>> {
    const object = hasText ? await readObjectOf(db, incident.id) : undefined;
    const filing = await this.filing.filingOf(db, incident, isFiling);
    const checklist = checklistOf(await this.checklists.within(db), incident.type, course);
    return { object: object ?? null, filing, checklist };
  }
}
