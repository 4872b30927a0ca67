import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { Lease } from '../../platform/lease.js';
import { LeasedLoop } from '../../platform/leased-loop.js';
import { changedFeeds, judge } from './feeds.judge.js';
import { lockFeeds, readFeeds } from './feeds.queries.js';

const EVERY_MS = 1000;
const LEASE_MS = 5000;

/** Looks at every feed each second, on one instance of the cluster, and reports those that fell silent. */
@Injectable()
export class FeedsWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly lease: Lease;
  private readonly loop: LeasedLoop;

  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
  ) {
    this.lease = new Lease(db, 'feeds', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.look(epoch));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One look: does nothing unless this instance holds the lease. */
  async turn(): Promise<void> {
    await this.loop.turn();
  }

  /** Judges all feeds under the fence of `epoch`; answers how many changed, 0 when the lease went to another instance meanwhile. */
  async look(epoch: number): Promise<number> {
    const { feeds, nowMs } = await readFeeds(this.db.system);
    const silent = changedFeeds(feeds, nowMs).map((feed) => feed.source);
    if (silent.length === 0) return 0;
    const changed = await this.lease.fenced(epoch, async (client) => {
      // Judged again under the lock: data may have come in between, and then the reactor has said so.
      const locked = await lockFeeds(client, silent);
      const facts = await judge(client, locked.feeds, locked.nowMs);
      if (facts.length > 0) await this.journal.append(client, facts);
      return facts.length;
    });
    return changed ?? 0;
  }
}
