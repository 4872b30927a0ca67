import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { lockWarning } from './warnings.queries.js';
import { entryOf, WARNING_OVER } from './warnings.service.js';

/** Says of a warning that it is over, once, at its minute. */
@Injectable()
export class WarningsTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [WARNING_OVER];

  constructor(private readonly timers: Timers) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  async lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    await lockWarning(db, subject);
  }

  async fire({ subject }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    const card = await lockWarning(db, subject);
    return card ? [entryOf('warning.ended', card)] : [];
  }
}
