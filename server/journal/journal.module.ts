import { Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Readiness } from '../platform/readiness.js';
import { Doorbell } from './doorbell.js';
import { Follower } from './follower.js';
import { Journal } from './journal.js';
import { JournalMetrics } from './journal.metrics.js';
import { readers } from './journal.queries.js';
import { Tail } from './tail.js';

/** A reader this many entries behind makes the instance not ready: its roll-ups are history, not now. */
const MAX_LAG = 5000;

@Module({
  providers: [Doorbell, Journal, JournalMetrics, Follower, Tail],
  exports: [Journal, Follower, Tail],
})
export class JournalModule implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly readiness: Readiness,
    private readonly follower: Follower,
  ) {}

  onModuleInit(): void {
    this.readiness.add('journal', async () => {
      const all = await readers(this.database.system);
      return {
        ok: all.every((r) => r.lag <= MAX_LAG || this.follower.mayLag(r.name)),
        detail: Object.fromEntries(
          all.flatMap((r) => [
            [`${r.name}.lag`, r.lag],
            [`${r.name}.parked`, r.parked],
          ]),
        ),
      };
    });
  }
}
