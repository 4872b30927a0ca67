import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { ChecklistInput, ChecklistRow } from '../../../../protocol/checklist.js';
import { Catalogue } from '../../../city/catalogue.js';
import { Audit } from '../../../identity/audit.service.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { faultsOfChecklist, inForce } from './checklist.rules.js';
import { CHECKLISTS } from './checklists.data.js';
import { addChecklists, lockChecklists, readChecklists, retireChecklist } from './checklists.queries.js';

interface Doer {
  actor: string;
  address: string;
}

/** What to ask and do, by type of incident. A change is a new version and holds at once; incidents keep the one they began with. */
@Injectable()
export class ChecklistBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly catalogue: Catalogue,
    private readonly audit: Audit,
  ) {}

  async onModuleInit(): Promise<void> {
    await addChecklists(this.db.system, CHECKLISTS, null);
  }

  /** Every version of every list. */
  list(): Promise<ChecklistRow[]> {
    return readChecklists(this.db.query);
  }

  /** Every version, as the caller's transaction sees them. */
  within(db: ClientBase): Promise<ChecklistRow[]> {
    return readChecklists(db);
  }

  /** Adds the next version of a list; a retired one is back. @throws input/invalid (422) with the field of each fault, checklist/changed (409) with the present version */
  async add({ version: seen, ...input }: ChecklistInput, by: Doer): Promise<ChecklistRow[]> {
    return this.db.tx(this.db.query, async (db) => {
      await lockChecklists(db);
      const lists = await readChecklists(db);
      const newest = lists.find((list) => list.id === input.id)?.version ?? 0;
      if (newest !== seen) {
        const detail = `${input.id} is at version ${newest}; read it again`;
        throw new DomainError(409, 'checklist/changed', detail, { present: { version: newest } });
      }
      const types = this.catalogue.list().map((type) => type.code);
      const hasType = (beginning: string) => types.some((code) => code.startsWith(beginning));
      const errors = faultsOfChecklist({ ...input, version: seen }, { lists, hasType });
      if (errors.length > 0)
        throw new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors });
      await addChecklists(db, [{ ...input, version: newest + 1 }], by.actor);
      const subject = `${input.id}@${newest + 1}`;
      await this.audit.record({ ...by, action: 'checklist.changed', subject, detail: { ...input } }, db);
      return readChecklists(db);
    });
  }

  /** Retires a list: it is offered no more. @throws checklist/unknown (404) */
  async retire(id: string, by: Doer): Promise<ChecklistRow[]> {
    return this.db.tx(this.db.query, async (db) => {
      await lockChecklists(db);
      const found = inForce(await readChecklists(db)).find((list) => list.id === id);
      if (!found) throw new DomainError(404, 'checklist/unknown', `no list ${id.slice(0, 60)} is in force`);
      await retireChecklist(db, found, by.actor);
      await this.audit.record({ ...by, action: 'checklist.retired', subject: id }, db);
      return readChecklists(db);
    });
  }
}
