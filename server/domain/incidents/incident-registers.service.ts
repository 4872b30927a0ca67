import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Incident, IncidentFile } from '../../../protocol/incident.js';
import { FilingBook } from './filing/filing.service.js';
import { readObjectOf } from './incident-object.queries.js';

/** What the city's registers say of an incident: the object it is about, and the conditions by which it is filed. */
@Injectable()
export class IncidentRegisters {
  constructor(private readonly filing: FilingBook) {}

  /** `hasText`: a name and an address of a shop are text as much as a title is. `isFiling`: the reader can file it. */
  async of(
    db: ClientBase,
    incident: Incident,
    { hasText, isFiling }: { hasText: boolean; isFiling: boolean },
  ): Promise<Pick<IncidentFile, 'object' | 'filing'>> {
    const object = hasText ? await readObjectOf(db, incident.id) : undefined;
    return { object: object ?? null, filing: await this.filing.filingOf(db, incident, isFiling) };
  }
}
