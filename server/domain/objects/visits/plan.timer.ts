import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../../journal/entry.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import type { DueTimer, TimerHandler } from '../../../timers/timer.js';
import { Timers } from '../../../timers/timers.js';
import { VisitPlan } from './plan.service.js';

const KIND = 'visits.plan';
const HOUR_MS = 3_600_000;
/** Hour of the city's day in which the plan is laid: after the nightly grading, before anybody goes out. @source our default */
const AT_HOUR = 4;

/** Lays the plan of visits once a night. */
@Injectable()
export class VisitPlanTimer implements TimerHandler, OnModuleInit, OnApplicationBootstrap {
  readonly kinds = [KIND];

  constructor(
    private readonly timers: Timers,
    private readonly plan: VisitPlan,
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  async onApplicationBootstrap(): Promise<void> {
    // At once: nights may have passed without the service. It then sets itself for the coming one.
    await this.db.tx(this.db.system, (db) =>
      this.timers.set(db, { kind: KIND, subject: 'city', dueMs: this.clock.now() }),
    );
  }

  async fire(_timer: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const { facts } = await this.plan.lay(db);
    const nowMs = this.clock.now();
    const tonight = this.clock.dayStart(nowMs) + AT_HOUR * HOUR_MS;
    const tomorrow = this.clock.dayStart(this.clock.dayStart(nowMs) + 26 * HOUR_MS) + AT_HOUR * HOUR_MS;
    await this.timers.set(db, { kind: KIND, subject: 'city', dueMs: tonight > nowMs ? tonight : tomorrow });
    return facts;
  }
}
