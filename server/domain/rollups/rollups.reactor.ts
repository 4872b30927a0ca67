import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { minuteOf } from '../../journal/recent-items.rules.js';
import { Clock } from '../../platform/clock.js';
import { foldEntries } from './rollups.rules.js';
import { addDeltas, prune } from './rollups.store.js';

/** Old minutes go out at most this often (real time), in the transaction of a pull. */
const PRUNE_EVERY_MS = 10_000;
/** Days of a zone begin on a quarter of an hour, so fifteen minutes share one. */
const DAY_STEP_MINUTES = 15;
const DAYS_REMEMBERED = 5000;

/** Keeps the roll-ups: what every count on a screen, every band and every restart stands on. */
@Injectable()
export class RollupsReactor implements Reactor, OnModuleInit {
  readonly name = 'rollups';
  readonly types = ['intake.recorded', 'intake.rejected', 'observation.amended', 'dead-letter.settled'] as const;
  /** City day by quarter of an hour since the epoch. */
  private readonly days = new Map<number, string>();
  private prunedAtMs = -Infinity;

  constructor(
    private readonly follower: Follower,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    await addDeltas(
      db,
      foldEntries(entries, (minute) => this.dayOf(minute)),
    );
    const last = entries.at(-1);
    if (last && performance.now() - this.prunedAtMs > PRUNE_EVERY_MS) {
      this.prunedAtMs = performance.now();
      await prune(db, minuteOf(last.at));
    }
    return [];
  }

  /** City day (YYYY-MM-DD) of an epoch minute. */
  dayOf(minute: number): string {
    const step = Math.floor(minute / DAY_STEP_MINUTES);
    const known = this.days.get(step);
    if (known !== undefined) return known;
    if (this.days.size >= DAYS_REMEMBERED) this.days.clear();
    const day = this.clock.dayOf(step * DAY_STEP_MINUTES * 60_000);
    this.days.set(step, day);
    return day;
  }
}
