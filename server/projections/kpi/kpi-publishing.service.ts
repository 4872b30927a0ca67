import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { KpiEdition, KpiEditionQuery, KpiSpan, KpiValue } from '../../../protocol/kpi.js';
import { Database } from '../../platform/database.js';
import type { Principal } from '../../platform/principal.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { KpiBoards } from './kpi-boards.service.js';
import { KpiNumbersReader } from './kpi-numbers.service.js';
import { DIM, readIndicators, readPlace } from './kpi-parts.queries.js';
import { definitionsIn, spanOf } from './kpi-period.rules.js';
import {
  addEditions,
  closePeriod,
  latePeriods,
  readEditions,
  settlePeriod,
  type EditionRow,
} from './kpi-editions.queries.js';
import { valuesAt } from './kpi-values.rules.js';

/** Looked at this often: a period that ended is published within it, and a late fact corrected. */
const EVERY_MS = 10_000;
const LEASE_MS = 30_000;
const KINDS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** Freezes the values of periods that are over, and adds a correction where late facts have changed one. Once per cluster. */
@Injectable()
export class KpiPublishing implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: LeasedLoop;

  constructor(
    private readonly db: Database,
    private readonly boards: KpiBoards,
    private readonly numbers: KpiNumbersReader,
  ) {
    this.loop = new LeasedLoop(new Lease(db, 'kpi-publishing', LEASE_MS), EVERY_MS, () => this.publish());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Publishes the periods that ended last and corrects those that late facts touched. Answers how many values were added. */
  async publish(): Promise<number> {
    let added = 0;
    for (const kind of KINDS) {
      const span = spanOf(kind, undefined, this.boards.time(), 1);
      added += await this.db.tx(this.db.system, async (db) =>
        (await closePeriod(db, span)) ? addEditions(db, span, await this.valuesOf(db, span)) : 0,
      );
    }
    for (const { period, start } of await latePeriods(this.db.system)) {
      const span = spanOf(period, start, this.boards.time());
      added += await this.db.tx(this.db.system, async (db) => {
        if (!(await settlePeriod(db, span))) return 0;
        return addEditions(db, span, await this.valuesOf(db, span));
      });
    }
    return added;
  }

  /** Published values within reach. */
  editions(asked: KpiEditionQuery, who: Principal): Promise<KpiEdition[]> {
    return readEditions(this.db.query, asked, this.boards.reachOf(who));
  }

  private async valuesOf(db: PoolClient, span: KpiSpan): Promise<EditionRow[]> {
    const definitions = definitionsIn(await readIndicators(db), span, this.boards.time());
    const numbers = await this.numbers.read(db, definitions, { span, dims: [DIM.city, DIM.district] });
    const seq = await readPlace(db);
    const places = ['', ...this.boards.districts()];
    return places.flatMap((key) => {
      const found = valuesAt(definitions, numbers, { dim: key === '' ? DIM.city : DIM.district, key });
      return definitions.map(({ code, version }) => {
        const value = found.get(code)?.value as KpiValue;
        return { code, version, area: key, value, seq };
      });
    });
  }
}
