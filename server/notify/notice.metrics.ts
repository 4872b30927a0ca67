import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { Metrics } from '../platform/metrics.js';
import { Readiness } from '../platform/readiness.js';

/** What the sender says about itself in /metrics, and what waits in /readyz. */
@Injectable()
export class NoticeMetrics implements OnModuleInit {
  private readonly tries;

  constructor(
    metrics: Metrics,
    private readonly readiness: Readiness,
    private readonly db: Database,
  ) {
    this.tries = metrics.counter({
      name: 'notice_tries_total',
      help: 'Tries to send a notice, by channel and the state they left it in',
      labelNames: ['channel', 'state'] as const,
    });
  }

  /** A gateway that is away does not make the service unready: it is told of, not cut off. */
  onModuleInit(): void {
    this.readiness.add('notices', async () => {
      const { rows } = await this.db.system.query<{ waiting: number; failed: number }>(
        `select count(*) filter (where state in ('queued', 'sending'))::int as waiting, count(*) filter (where state = 'failed')::int as failed
         from notice where state in ('queued', 'sending', 'failed')`,
      );
      return { ok: true, detail: { ...rows[0] } };
    });
  }

  tried(channel: string, state: string): void {
    this.tries.inc({ channel, state });
  }
}
