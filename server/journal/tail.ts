import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Entry } from '../../protocol/facts.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Doorbell } from './doorbell.js';
import type { TailListener } from './entry.js';
import { waitBeforeTry } from './failure.rules.js';
import { newest, readAfter } from './journal.queries.js';
import { JournalMetrics } from './journal.metrics.js';
import { Loop } from './loop.js';

const PAGE = 1000;
const POLL_MS = 1000;

/** Where this process stands: last seq given out, city time of the last successful read (null before it), entries still unread. */
export interface TailStatus {
  seq: number;
  readAt: string | null;
  lag: number;
}

/** Reads the journal for the projections of this process, in order, each entry once per listener. */
@Injectable()
export class Tail implements BeforeApplicationShutdown {
  private readonly log = new Logger(Tail.name);
  private readonly listeners = new Map<TailListener, number>();
  private readonly loop = new Loop(() => this.read(), { gapMs: 0, pollMs: POLL_MS });
  private state: TailStatus = { seq: 0, readAt: null, lag: 0 };
  private failures = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    doorbell: Doorbell,
    private readonly metrics: JournalMetrics,
  ) {
    doorbell.onRing(() => this.loop.wake());
  }

  /** Gives `listener` every entry after `fromSeq`; returns how to stop. */
  subscribe(listener: TailListener, fromSeq: number): () => void {
    this.listeners.set(listener, fromSeq);
    this.loop.wake();
    return () => this.listeners.delete(listener);
  }

  /** Answers where this process stands. */
  status(): TailStatus {
    return this.state;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async read(): Promise<void> {
    if (this.listeners.size === 0) return;
    try {
      const from = Math.min(...this.listeners.values());
      const entries = await readAfter(this.database.system, from, PAGE);
      this.give(entries);
      const seq = entries.at(-1)?.seq ?? from;
      const lag = entries.length < PAGE ? 0 : Math.max(0, (await newest(this.database.system)).seq - seq);
      this.state = { seq, readAt: new Date(this.clock.now()).toISOString(), lag };
      this.metrics.tailed(seq);
      if (this.failures > 0) this.log.log(`the journal is read again, at ${seq}`);
      this.failures = 0;
      if (entries.length === PAGE) this.loop.wake();
    } catch (error) {
      this.failed(error);
    }
  }

  private give(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    const last = (entries.at(-1) as Entry).seq;
    for (const [listener, seq] of this.listeners) {
      const due = entries.filter((e) => e.seq > seq);
      this.listeners.set(listener, Math.max(seq, last));
      try {
        if (due.length > 0) listener.apply(due);
      } catch (error) {
        // The others go on; a listener isolates its own entries.
        this.log.error(
          `a listener failed on entries up to ${last}`,
          error instanceof Error ? error.stack : String(error),
        );
      }
    }
  }

  private failed(error: unknown): void {
    if (this.failures === 0) this.log.warn(`the journal cannot be read, trying again: ${String(error)}`);
    this.failures++;
    setTimeout(() => this.loop.wake(), waitBeforeTry(this.failures)).unref();
  }
}
