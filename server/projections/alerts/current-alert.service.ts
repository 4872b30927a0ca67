import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Entry } from '../../../protocol/facts.js';
import type { TailListener } from '../../journal/entry.js';
import { newest } from '../../journal/journal.queries.js';
import { Loop } from '../../journal/loop.js';
import { Tail } from '../../journal/tail.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import type { View } from '../live-channel.js';
import { readHolding } from './current-alert.queries.js';
import { liveAlertsOf } from './live-alerts.projection.js';

/** Read when a fact says so, and once a minute: months turn without one. */
const PACE = { gapMs: 250, pollMs: 60_000 };
const SNAPSHOT = 'set transaction isolation level repeatable read, read only';
const CHANGING: readonly string[] = ['alert.published', 'alert.corrected', 'alert.withdrawn'];

/** Holds the published monthly alert in this process. */
@Injectable()
export class CurrentAlert implements TailListener, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('alerts');
  private readonly dirty = new Set<() => void>();
  private readonly loop = new Loop(() => this.follow(), PACE);
  private held: View<'alerts'> = { seq: 0, at: new Date(0).toISOString(), state: { current: null } };

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tail: Tail,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.read();
    this.tail.subscribe(this, this.held.seq);
    this.loop.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  apply(entries: readonly Entry[]): void {
    if (entries.some(({ fact }) => CHANGING.includes(fact.type))) this.loop.wake();
  }

  now(): View<'alerts'> {
    return this.held;
  }

  /** Calls back when another alert holds. */
  onDirty(tell: () => void): void {
    this.dirty.add(tell);
  }

  private async follow(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      this.log.warn(`the alert of the month could not be read, trying again: ${String(error)}`);
      this.loop.wake();
    }
  }

  private async read(): Promise<void> {
    const now = this.clock.now();
    const { seq, state } = await this.db.tx(this.db.system, async (db) => {
      await db.query(SNAPSHOT);
      return { seq: (await newest(db)).seq, state: liveAlertsOf(await readHolding(db, this.clock.dayOf(now))) };
    });
    const isSame = JSON.stringify(state) === JSON.stringify(this.held.state);
    if (isSame && this.held.seq > 0) return;
    this.held = { seq, at: new Date(now).toISOString(), state };
    for (const tell of this.dirty) tell();
  }
}
