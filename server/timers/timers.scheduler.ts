import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { NewEntry } from '../journal/entry.js';
import { isPassing } from '../journal/failure.rules.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Lease } from '../platform/lease.js';
import { LeasedLoop } from '../platform/leased-loop.js';
import { Readiness } from '../platform/readiness.js';
import type { DueTimer } from './timer.js';
import { TimerMetrics } from './timers.metrics.js';
import { consume, dueTimers, forgetFirings, noteFailure, timersNow, triesOf } from './timers.queries.js';
import { Timers } from './timers.js';

/** How long a due timer may wait to be seen. */
const EVERY_MS = 200;
/** A leader that is silent for this long is replaced; well below the 5 s within which a successor must have caught up. */
const LEASE_MS = 3000;
/** Timers fired by one transaction: their subjects stay locked until it commits. */
const BATCH = 20;
/** Marks of firings are kept as long as idempotency keys are. */
const KEEP_DAYS = 400;
const FORGET_EVERY_MS = 3_600_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Fires timers when they are due, on one instance of the cluster (docs/adr/0005). */
@Injectable()
export class TimersScheduler implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly lease: Lease;
  private readonly log = new Logger('timers');
  private readonly loop: LeasedLoop;
  private forgotAtMs = -Infinity;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly timers: Timers,
    private readonly metrics: TimerMetrics,
    private readonly readiness: Readiness,
  ) {
    this.lease = new Lease(db, 'timers', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.fireAll(epoch));
  }

  onModuleInit(): void {
    this.readiness.add('timers', async () => ({ ok: true, detail: await timersNow(this.db.system) }));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Fires everything that is due now under the fence of `epoch`; answers how many fired. */
  async fireAll(epoch: number): Promise<number> {
    await this.forget();
    let fired = 0;
    for (;;) {
      // Looked for outside a transaction, as mostly nothing is due. Renewed between batches: a long backlog outlasts the term.
      const due = await dueTimers(this.db.system, this.timers.kinds, BATCH);
      if (due.length === 0 || (await this.lease.hold()) !== epoch) return fired;
      const done = await this.fireBatch(epoch, due);
      if (done === null) return fired;
      fired += done;
    }
  }

  /** One transaction; null when the lease is lost. A handler that fails takes the batch back and puts its own timer off. */
  private async fireBatch(epoch: number, due: readonly DueTimer[]): Promise<number | null> {
    // One order of locks for every batch and command that takes several subjects.
    const batch = [...due].sort((a, b) => (a.subject < b.subject ? -1 : Number(a.subject > b.subject)));
    const course: { at: DueTimer | undefined; fired: DueTimer[] } = { at: undefined, fired: [] };
    try {
      const done = await this.lease.fenced(epoch, async (client) => {
        const facts: NewEntry[] = [];
        for (const timer of batch) {
          course.at = timer;
          const made = await this.fireOne(client, timer, epoch);
          if (made) course.fired.push(timer);
          facts.push(...(made ?? []));
        }
        course.at = undefined;
        if (facts.length > 0) await this.journal.append(client, facts);
        return batch.length;
      });
      if (done === null) return null;
      for (const timer of course.fired) this.metrics.fired(timer, this.clock.now());
      return course.fired.length;
    } catch (error) {
      if (!course.at || isPassing(error)) throw error;
      await this.putOff(course.at, error);
      return 0;
    }
  }

  private async fireOne(client: PoolClient, timer: DueTimer, epoch: number): Promise<NewEntry[] | null> {
    const handler = this.timers.handlerOf(timer.kind);
    await handler.lock?.(timer, client);
    if (!(await consume(client, timer, epoch))) return null;
    return handler.fire(timer, client);
  }

  /** Never given up: a clock that is not told of is worse than one that is told of late. */
  private async putOff(timer: DueTimer, cause: unknown): Promise<void> {
    const tries = (await triesOf(this.db.system, timer)) + 1;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
    const error = (cause instanceof Error ? cause.message : String(cause)).slice(0, 1000);
    await noteFailure(this.db.system, timer, { error, waitMs });
    this.metrics.failed(timer);
    this.log.error(`timer ${timer.kind} of ${timer.subject} failed, try ${tries}, again in ${waitMs} ms: ${error}`);
  }

  private async forget(): Promise<void> {
    if (performance.now() - this.forgotAtMs < FORGET_EVERY_MS) return;
    this.forgotAtMs = performance.now();
    await forgetFirings(this.db.system, KEEP_DAYS);
  }
}
