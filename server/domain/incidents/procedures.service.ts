import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Permission } from '../../../protocol/identity.js';
import { Procedure } from '../../../protocol/procedure.js';
import { RolePermissions } from '../../identity/role-permissions.service.js';
import { Database } from '../../platform/database.js';
import { faultsOf } from './procedure.rules.js';
import { BUILT_IN_PROCEDURES } from './procedures.data.js';
import { addProcedures, readProcedures } from './procedures.queries.js';

/** The procedures by id and version. The service does not start with one that incidents could get stuck in. */
@Injectable()
export class ProcedureBook implements OnModuleInit {
  private byKey = new Map<string, Procedure>();
  private newest = new Map<string, Procedure>();
  private reading: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly roles: RolePermissions,
  ) {}

  onModuleInit(): Promise<void> {
    return this.ready();
  }

  /** Resolves when they are read. @throws Error that names every fault of every procedure */
  ready(): Promise<void> {
    return (this.reading ??= this.read());
  }

  /** The procedure by which an incident goes. @throws Error when the table lacks it: rows of procedures are never removed */
  of({ procedure, procedureVersion }: { procedure: string; procedureVersion: number }): Procedure {
    const found = this.byKey.get(`${procedure} ${procedureVersion}`);
    if (!found) throw new Error(`there is no procedure ${procedure} v${procedureVersion}`);
    return found;
  }

  /** The newest version of a procedure: new incidents go by it. @throws Error for an unknown id, which is a fault of the data */
  latest(id: string): Procedure {
    const found = this.newest.get(id);
    if (!found) throw new Error(`there is no procedure ${id}`);
    return found;
  }

  /** Every version, by id and version. */
  all(): Procedure[] {
    return [...this.byKey.values()];
  }

  private async read(): Promise<void> {
    // Who holds what must be known first, whichever module is initialised first; seeding twice is seeding once.
    await this.roles.seed();
    await addProcedures(this.db.system, BUILT_IN_PROCEDURES);
    const all = (await readProcedures(this.db.system)).map((definition) => Procedure.parse(definition));
    const table = await this.roles.all();
    const isHeld = (p: Permission) => [...table.values()].some((reaches) => reaches[p] !== 'none');
    const faults = all.flatMap((p) => faultsOf(p, new Set(Permission.options.filter(isHeld))));
    if (faults.length > 0) throw new Error(`procedures cannot be used:\n${faults.join('\n')}`);
    this.byKey = new Map(all.map((p) => [`${p.id} ${p.version}`, p]));
    this.newest = new Map(all.map((p) => [p.id, p]));
  }
}
