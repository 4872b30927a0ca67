import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { TailListener } from '../../journal/entry.js';
import { Journal } from '../../journal/journal.js';
import { newest } from '../../journal/journal.queries.js';
import { Loop } from '../../journal/loop.js';
import { Tail } from '../../journal/tail.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { RiskAssessor, type Assessment } from './assessor.service.js';
import { differences, heldOf, type Held } from './difference.rules.js';
import { newsIn, Pace } from './pace.rules.js';
import { lastTurn, readHeld } from './states.store.js';
import { RiskStater } from './stater.service.js';

const LEASE_MS = 15_000;
const LOOP = { gapMs: 50, pollMs: 1000 };

/** A map as it was stated, in an epoch of the lease; when, and when all of it was stated (epoch ms). */
interface Stated {
  epoch: number;
  held: Held;
  statedMs: number;
  wholeMs: number;
}

/** One look: by which epoch of the lease, what was seen, and whether it is told even if nothing changed. */
interface Look {
  epoch: number;
  seen: Assessment;
  isTold: boolean;
}

interface Done {
  isStated: boolean;
  changed: number;
  last: Stated;
}

/** Keeps the map of the index, on one instance of the cluster: at once when its causes move after a rest, else as often as screens draw it. */
@Injectable()
export class RiskKeeper implements OnApplicationBootstrap, OnModuleDestroy, TailListener {
  readonly lease: Lease;
  private readonly log = new Logger('risk-index');
  private readonly loop = new Loop(() => this.step(), LOOP);
  private readonly pace = new Pace();
  private queue: Promise<unknown> = Promise.resolve();
  private unsubscribe: (() => void) | undefined;
  private again: NodeJS.Timeout | undefined;
  private failing = false;
  /** The map as stated last, by this instance in this epoch of the lease; undefined when somebody else may have stated since. */
  private last: Stated | undefined;

  constructor(
    private readonly db: Database,
    private readonly tail: Tail,
    private readonly journal: Journal,
    private readonly assessor: RiskAssessor,
    private readonly stater: RiskStater,
  ) {
    this.lease = new Lease(db, 'risk-index', LEASE_MS);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.unsubscribe = this.tail.subscribe(this, (await newest(this.db.system)).seq);
    this.loop.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.unsubscribe?.();
    clearTimeout(this.again);
    await this.loop.stop();
    await this.queue.catch(() => undefined);
    await this.lease.release().catch(() => undefined); // The term runs out by itself when the database is gone.
  }

  /** Hears of causes that moved. */
  apply(entries: readonly Entry[]): void {
    const news = newsIn(entries);
    if (!news) return;
    this.pace.news(news);
    this.loop.wake();
  }

  /** One turn now, whatever the pace: does nothing unless this instance holds the lease. Answers how many cells changed. */
  turn(): Promise<number> {
    const turn = this.queue.catch(() => undefined).then(() => this.work());
    this.queue = turn;
    return turn;
  }

  private async step(): Promise<void> {
    const waitMs = this.pace.waitMs(this.assessor.now());
    if (waitMs > 0) {
      clearTimeout(this.again);
      this.again = setTimeout(() => this.loop.wake(), waitMs).unref();
      return;
    }
    try {
      await this.turn();
      this.failing = false;
    } catch (error) {
      this.pace.news('causes');
      if (!this.failing) this.log.warn({ msg: 'turn failed; trying again', error: (error as Error).message });
      this.failing = true;
    }
  }

  private async work(): Promise<number> {
    const epoch = await this.lease.hold();
    const isTold = this.pace.began(this.assessor.now());
    if (epoch === null) return 0;
    const seen = await this.assessor.look();
    if (!seen) return 0;
    const done = await this.lease.fenced(epoch, (db) => this.state(db, { epoch, seen, isTold }));
    this.last = done?.last;
    if (done?.isStated) this.pace.stated(this.assessor.now());
    return done?.changed ?? 0;
  }

  /** States what differs from the map before, and tells it in one fact; nothing when nothing differs and nobody waits to hear so. */
  private async state(db: PoolClient, { epoch, seen, isTold }: Look): Promise<Done> {
    const before = this.last?.epoch === epoch ? this.last : { epoch, ...(await takenOver(db)) };
    const held = heldOf(seen.states);
    const changed = differences(before.held, seen.states, held);
    if (changed.length === 0 && !isTold) return { isStated: false, changed: 0, last: before };
    const { times, fact } = await this.stater.store(db, { seen, changed, before });
    await this.journal.append(db, [{ fact }]);
    return { isStated: true, changed: changed.length, last: { epoch, held, ...times } };
  }
}

/** What another instance, or an earlier life of this one, left on the map. */
async function takenOver(db: PoolClient): Promise<Omit<Stated, 'epoch'>> {
  const turn = await lastTurn(db);
  const held = await readHeld(db);
  return { held, statedMs: turn ? Date.parse(turn.statedAt) : 0, wholeMs: turn ? Date.parse(turn.wholeAt) : 0 };
}
