import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Entry } from '../../../protocol/facts.js';
import type { TailListener } from '../../journal/entry.js';
import { newest } from '../../journal/journal.queries.js';
import { Tail } from '../../journal/tail.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { computeUsual } from './usual.queries.js';

const EVERY_MS = 5000;
const LEASE_MS = 30_000;
/** While history pours in it is counted anew at most this often. */
const POURING_GAP_MS = 30_000;

/** Keeps what is usual in each cell: counted at boot, with each day of the city, and after history came in, once per cluster. */
@Injectable()
export class RiskUsual implements OnApplicationBootstrap, OnModuleDestroy, TailListener {
  private readonly lease: Lease;
  private readonly loop: LeasedLoop;
  private unsubscribe: (() => void) | undefined;
  private last = { day: '', atMs: -Infinity };
  private hasHistory = false;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tail: Tail,
  ) {
    this.lease = new Lease(db, 'risk-usual', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.look(epoch));
  }

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.tail.subscribe(this, (await newest(this.db.system)).seq);
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    await this.loop.stop();
  }

  /** Hears of history. */
  apply(entries: readonly Entry[]): void {
    this.hasHistory ||= entries.some(({ fact }) => fact.type === 'intake.recorded' && fact.history);
  }

  /** Counts under the fence of `epoch` when there is a reason to. */
  private async look(epoch: number): Promise<void> {
    const nowMs = this.clock.now();
    const day = this.clock.dayOf(nowMs);
    const isDue = this.hasHistory && performance.now() - this.last.atMs > POURING_GAP_MS;
    if (day === this.last.day && !isDue) return;
    this.hasHistory = false;
    this.last = { day, atMs: performance.now() };
    const at = { midnightMs: this.clock.dayStart(nowMs), zone: this.clock.zone };
    await this.lease.fenced(epoch, (db) => computeUsual(db, at));
  }
}
