import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import type { DueTimer, TimerHandler } from '../../timers/timer.js';
import { Timers } from '../../timers/timers.js';
import { lockWatch } from './watches.queries.js';
import { WATCH_OVER, WatchBook } from './watches.service.js';

/** Ends watch items for which nothing came, each once, when its window is over. */
@Injectable()
export class WatchesTimer implements TimerHandler, OnModuleInit {
  readonly kinds = [WATCH_OVER];

  constructor(
    private readonly timers: Timers,
    private readonly book: WatchBook,
  ) {}

  onModuleInit(): void {
    this.timers.register(this);
  }

  async lock({ subject }: DueTimer, db: PoolClient): Promise<void> {
    await lockWatch(db, subject);
  }

  fire({ subject }: DueTimer, db: PoolClient): Promise<NewEntry[]> {
    return this.book.expire(db, subject);
  }
}
