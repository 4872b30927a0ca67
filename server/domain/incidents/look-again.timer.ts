import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { Incidents, LOOK_AGAIN } from './incidents.service.js';
import { lockIncident } from './incident.store.js';

/** Takes up hung incidents again on the day that was named when they were hung: back where they were, and their clocks go on. */
@Injectable()
export class LookAgainTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [LOOK_AGAIN];

  constructor(
    private readonly timers: Timers,
    private readonly incidents: Incidents,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  async lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    await lockIncident(db, subject);
  }

  async fire({ subject: id }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const asked = { command: 'resume' as const, reason: null, outcome: null, untilMs: null };
    return (await this.incidents.move(db, { id, by: null, asked })).entries;
  }
}
