import { Injectable } from '@nestjs/common';
import { Procedure, type ProcedureVersion } from '../../../protocol/procedure.js';
import { Audit } from '../../identity/audit.service.js';
import { parseInput } from '../../identity/input.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { pointedFaultsOf } from './procedure.rules.js';
import { activate, addVersion, readVersions } from './procedures.queries.js';
import { ProcedureBook } from './procedures.service.js';

/** Who does it, and from where. */
interface Doer {
  actor: string;
  address: string;
}

/** Adds versions of procedures and puts them in force. Incidents that run keep theirs: no version is ever changed or removed. */
@Injectable()
export class ProcedureAdmin {
  constructor(
    private readonly db: Database,
    private readonly book: ProcedureBook,
    private readonly audit: Audit,
  ) {}

  versions(): Promise<ProcedureVersion[]> {
    return readVersions(this.db.query);
  }

  /**
   * Adds a version after the checks of the start; it waits to be activated. @throws procedure/faulty (422) with a pointer to each fault,
   * procedure/unknown (404) for an id that opens nothing, procedure/version-taken (409)
   */
  async add(body: unknown, by: Doer): Promise<Procedure> {
    const procedure = parseInput(Procedure, body);
    const own = this.book.all().filter((p) => p.id === procedure.id);
    if (own.length === 0)
      throw new DomainError(404, 'procedure/unknown', `nothing is opened by a procedure ${procedure.id}`);
    const newest = Math.max(...own.map((p) => p.version));
    if (procedure.version <= newest) throw taken(newest);
    const faults = pointedFaultsOf(procedure, await this.book.held());
    if (faults.length > 0) {
      const errors = faults.map(({ what, ...f }) => ({ ...f, code: `procedure/${what}` }));
      throw new DomainError(422, 'procedure/faulty', faults.map((f) => f.detail).join('; '), { errors });
    }
    await this.db.tx(this.db.query, async (db) => {
      if (!(await addVersion(db, procedure, by.actor))) throw taken(procedure.version);
      await this.audit.record({ ...by, action: 'procedure.added', subject: nameOf(procedure) }, db);
    });
    await this.book.refresh();
    return procedure;
  }

  /** Makes new incidents go by a version, also an older one. Other instances know it within two seconds. @throws procedure/unknown (404) */
  async activate(id: string, version: number, by: Doer): Promise<ProcedureVersion[]> {
    await this.db.tx(this.db.query, async (db) => {
      if (!(await activate(db, { id, version, by: by.actor })))
        throw new DomainError(404, 'procedure/unknown', `there is no ${nameOf({ id, version })}`);
      await this.audit.record({ ...by, action: 'procedure.activated', subject: nameOf({ id, version }) }, db);
    });
    await this.book.refresh();
    return this.versions();
  }
}

function taken(newest: number): DomainError {
  const detail = `version ${newest} is there; give this one a higher number`;
  const errors = [{ pointer: '/version', code: 'procedure/version-taken', detail }];
  return new DomainError(409, 'procedure/version-taken', detail, { errors });
}

const nameOf = ({ id, version }: { id: string; version: number }) => `${id} v${version}`;
