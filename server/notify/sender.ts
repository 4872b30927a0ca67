import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { Database } from '../platform/database.js';
import { Lease } from '../platform/lease.js';
import { LeasedLoop } from '../platform/leased-loop.js';
import { Secret } from '../platform/secret.js';
import { Letters } from './letters.service.js';
import { entryOf } from './notice-facts.js';
import { afterTry } from './notice.rules.js';
import { NoticeMetrics } from './notice.metrics.js';
import { claimDue, giveBack, noteTry, type Claimed } from './sender.queries.js';

/** How long a due notice may wait to be seen. */
const EVERY_MS = 200;
const LEASE_MS = 5000;
/** Sent at the same time. */
const BATCH = 16;
/** What was taken and not ended for so long was left behind. Longer than every channel's patience. */
const GIVE_BACK_S = 30;

/** Sends what is due, on one instance of the cluster. At least once: an answer that was lost is tried again under the same id, and marked. */
@Injectable()
export class Sender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('notices');
  private readonly lease: Lease;
  private readonly loop: LeasedLoop;

  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly secret: Secret,
    private readonly letters: Letters,
    private readonly metrics: NoticeMetrics,
  ) {
    this.lease = new Lease(db, 'notices', LEASE_MS);
    this.loop = new LeasedLoop(this.lease, EVERY_MS, (epoch) => this.sendAll(epoch));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async sendAll(epoch: number): Promise<void> {
    await giveBack(this.db.system, GIVE_BACK_S);
    for (;;) {
      if ((await this.lease.hold()) !== epoch) return;
      const takenMs = performance.now();
      const batch = await this.lease.fenced(epoch, (db) => claimDue(db, BATCH));
      if (batch === null || batch.length === 0) return;
      await Promise.all(batch.map((notice) => this.send(notice, takenMs)));
    }
  }

  private async send(notice: Claimed, takenMs: number): Promise<void> {
    // A process that was frozen in between leaves it to whoever took it back.
    if (performance.now() - takenMs > (GIVE_BACK_S * 1000) / 2) return;
    const text = await this.letters.textOf(notice);
    const outcome = await this.letters.deliver(notice, text);
    const after = afterTry(outcome, notice.attempts);
    const refused = outcome.kind === 'refused' ? outcome : null;
    const tried = {
      ...{ id: notice.id, attempts: notice.attempts, ...after, error: refused?.error ?? null },
      ...{
        messageId: outcome.kind === 'refused' ? null : outcome.messageId,
        isUncertain: refused?.isUncertain ?? false,
      },
      words: this.secret.seal(text),
    };
    await this.db.tx(this.db.system, async (db) => {
      const told = await noteTry(db, tried);
      if (told && after.state !== 'queued' && !(after.state === 'failed' && notice.hasFailed))
        await this.journal.append(db, [entryOf(`notice.${after.state}`, told)]);
    });
    this.metrics.tried(notice.channel, after.state);
    if (refused)
      this.log.warn({ msg: 'notice refused', notice: notice.id, error: refused.error, attempts: notice.attempts });
  }
}
