import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { KpiCounting } from './kpi-counting.service.js';

const EVERY_MS = 1000;
const LEASE_MS = 6000;
/** Counts once per cluster what time brings: deadlines that pass. */
@Injectable()
export class KpiWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: LeasedLoop;

  constructor(db: Database, counting: KpiCounting) {
    this.loop = new LeasedLoop(new Lease(db, 'kpi', LEASE_MS), EVERY_MS, () => counting.ripen());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}
