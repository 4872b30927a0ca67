import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Permission } from '../../../protocol/identity.js';
import { Procedure } from '../../../protocol/procedure.js';
import { RolePermissions } from '../../identity/role-permissions.service.js';
import { Database } from '../../platform/database.js';
import { faultsOf } from './procedure.rules.js';
import { BUILT_IN_PROCEDURES } from './procedures.data.js';
import { addProcedures, procedureStamp, readProcedures } from './procedures.queries.js';

/** How often an instance asks whether another one added or activated a version: one row. */
const POLL_MS = 2000;

/** The procedures by id and version. The service does not start with one that incidents could get stuck in. */
@Injectable()
export class ProcedureBook implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('procedures');
  private byKey = new Map<string, Procedure>();
  private inForce = new Map<string, Procedure>();
  private reading: Promise<void> | undefined;
  private stamp = '';
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly roles: RolePermissions,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.ready();
    this.timer = setInterval(() => void this.poll(), POLL_MS);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.polling;
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

  /** The version in force of a procedure: new incidents go by it. @throws Error for an unknown id, which is a fault of the data */
  latest(id: string): Procedure {
    const found = this.inForce.get(id);
    if (!found) throw new Error(`there is no procedure ${id}`);
    return found;
  }

  /** Every version, by id and version. */
  all(): Procedure[] {
    return [...this.byKey.values()];
  }

  /** Reads them again when a version was added or activated. Await it after a change of one's own. */
  async refresh(): Promise<void> {
    const stamp = await procedureStamp(this.db.system);
    if (stamp === this.stamp) return;
    this.keep(await readProcedures(this.db.system));
    this.stamp = stamp;
  }

  /** Permissions that some role has. */
  async held(): Promise<ReadonlySet<Permission>> {
    const table = await this.roles.all();
    return new Set(Permission.options.filter((p) => [...table.values()].some((reaches) => reaches[p] !== 'none')));
  }

  private async read(): Promise<void> {
    // Who holds what must be known first, whichever module is initialised first; seeding twice is seeding once.
    await this.roles.seed();
    await addProcedures(this.db.system, BUILT_IN_PROCEDURES);
    this.stamp = await procedureStamp(this.db.system);
    const all = await readProcedures(this.db.system);
    const held = await this.held();
    const faults = all.flatMap(({ definition }) => faultsOf(Procedure.parse(definition), held));
    if (faults.length > 0) throw new Error(`procedures cannot be used:\n${faults.join('\n')}`);
    this.keep(all);
  }

  private keep(rows: readonly { definition: unknown; isActive: boolean }[]): void {
    const all = rows.map(({ definition, isActive }) => ({ procedure: Procedure.parse(definition), isActive }));
    this.byKey = new Map(all.map(({ procedure: p }) => [`${p.id} ${p.version}`, p]));
    this.inForce = new Map(all.filter((row) => row.isActive).map(({ procedure: p }) => [p.id, p]));
  }

  private async poll(): Promise<void> {
    this.polling = this.refresh().catch((error: Error) =>
      this.log.warn({ msg: 'procedures not refreshed; those read last stay in force', error: error.message }),
    );
    await this.polling;
  }
}
