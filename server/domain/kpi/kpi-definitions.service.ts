import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type {
  KpiDefinition,
  KpiDefinitionInput,
  KpiDefinitions,
  KpiImport,
  KpiImported,
} from '../../../protocol/kpi.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { BUILT_IN_KPIS } from './kpi.data.js';
import { holdReader } from './kpi-counting.service.js';
import { fill } from './kpi-count.queries.js';
import { addCounters, addDefinition, counterOf, readDefinitions } from './kpi-definitions.queries.js';
import { faultsOf, isSame, termsOf } from './kpi-definitions.rules.js';

/** The indicators as data: what every city starts from, and what it imports. */
@Injectable()
export class KpiDefinitionBook implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Built-in indicators that the table lacks are added; those that are there stay as they are. */
  async onModuleInit(): Promise<void> {
    await this.database.tx(this.database.system, async (db) => {
      await db.query('select pg_advisory_xact_lock(4711, 100)');
      const known = new Set((await readDefinitions(db)).map((d) => d.code));
      const missing = BUILT_IN_KPIS.filter((d) => !known.has(d.code));
      if (missing.length > 0) await this.add(db, missing, { by: null, known: [] });
    });
  }

  /** Every version of every indicator. */
  async all(): Promise<KpiDefinitions> {
    return this.database.tx(this.database.query, async (db) => ({ definitions: await readDefinitions(db) }));
  }

  /**
   * Takes definitions in: new codes are added, changed ones become the next version from their first day on, the same ones are left alone. All or
   * none. @throws kpi/bad-definitions (422) with every fault
   */
  async import({ definitions }: KpiImport, by: { actor: string; address: string }): Promise<KpiImported> {
    const given = definitions.map(({ version: _version, ...definition }) => definition);
    return this.database.tx(this.database.system, async (db) => {
      await db.query('set local statement_timeout = 0');
      await db.query('select pg_advisory_xact_lock(4711, 100)');
      const known = await readDefinitions(db);
      const faults = faultsOf(given, known);
      if (faults.length > 0)
        throw new DomainError(422, 'kpi/bad-definitions', 'the indicators do not fit together', { errors: faults });
      const latest = new Map(known.map((d) => [d.code, d]));
      const fresh = given.filter((d) => !latest.has(d.code));
      const changed = given.filter((d) => latest.has(d.code) && !isSame(d, latest.get(d.code) as KpiDefinition));
      await this.add(db, [...fresh, ...changed], { by: by.actor, known });
      const answer = {
        added: fresh.length,
        changed: changed.length,
        unchanged: given.length - fresh.length - changed.length,
      };
      await this.audit.record({ ...by, action: 'kpi.imported', subject: 'kpi', detail: answer }, db);
      return answer;
    });
  }

  private async add(
    db: PoolClient,
    definitions: readonly KpiDefinitionInput[],
    { by, known }: { by: string | null; known: readonly KpiDefinition[] },
  ): Promise<void> {
    await holdReader(db);
    const versions = new Map(known.map((d) => [d.code, d.version]));
    const positions = new Map([...versions.keys()].map((code, i) => [code, i]));
    for (const definition of definitions) {
      const { code } = definition;
      if (!positions.has(code)) positions.set(code, positions.size);
      const position = positions.get(code) as number;
      await addDefinition(db, definition, { by, position, version: (versions.get(code) ?? 0) + 1 });
    }
    const counters = definitions.flatMap(termsOf).flatMap((term) => counterOf(term) ?? []);
    await fill(db, await addCounters(db, counters), this.clock.zone);
  }
}
