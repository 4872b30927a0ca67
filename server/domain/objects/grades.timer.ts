import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { DueTimer, NewTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { Grades } from './grades.service.js';

const KIND = 'objects.regrade';
const HOUR_MS = 3_600_000;
/** Hour of the city's day in which everything is graded anew: windows move and limits pass without anybody doing anything. @source handbook §4.7 */
const AT_HOUR = 3;

/** Grades every object once a night. */
@Injectable()
export class GradesTimer implements TimerHandler, OnModuleInit, OnApplicationBootstrap {
  readonly kinds = [KIND];

  constructor(
    private readonly timers: Timers,
    private readonly grades: Grades,
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
    const facts = await this.grades.regrade(db, null);
    await this.timers.set(db, this.next());
    return facts;
  }

  /** The coming night's. */
  private next(): NewTimer {
    const nowMs = this.clock.now();
    const tonight = this.clock.dayStart(nowMs) + AT_HOUR * HOUR_MS;
    const tomorrow = this.clock.dayStart(this.clock.dayStart(nowMs) + 26 * HOUR_MS) + AT_HOUR * HOUR_MS;
    return { kind: KIND, subject: 'city', dueMs: tonight > nowMs ? tonight : tomorrow };
  }
}
