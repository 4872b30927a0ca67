import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { lockReports, readTask } from './reports.queries.js';
import { entryOf, EVERYTHING, REPORT_DUE } from './reports.service.js';

/** Says of a report that it is late (迟报), once, when its time is over. */
@Injectable()
export class ReportsTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [REPORT_DUE];

  constructor(private readonly timers: Timers) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    return lockReports(db, subject);
  }

  async fire({ step }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const task = await readTask(db, step, EVERYTHING);
    return task?.state === 'pending' ? [entryOf('report.late', task, {})] : [];
  }
}
