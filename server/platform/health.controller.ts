import { Controller, Get, Res, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Api } from './api.js';
import { pendingMigrations } from './data-source.js';
import { Database } from './database.js';
import { Metrics } from './metrics.js';
import { Policy } from './policy.js';
import { Readiness, type Finding } from './readiness.js';

/** What orchestrators and Prometheus ask. */
@Controller()
export class HealthController implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => {
      await this.db.system.query('select 1');
      return { ok: true };
    });
    this.readiness.add('migrations', async () => {
      const pending = await pendingMigrations(this.db.system);
      return { ok: pending === 0, detail: { pending } };
    });
  }

  @Get('healthz')
  @Policy('public')
  @Api({ summary: 'The process answers' })
  healthz(): { ok: true } {
    return { ok: true };
  }

  @Get('readyz')
  @Policy('public')
  @Api({ summary: 'The service can work: database, migrations, readers; 503 when it cannot' })
  async readyz(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ ok: boolean; checks: Record<string, Finding> }> {
    const found = await this.readiness.ask();
    void reply.status(found.ok ? 200 : 503).header('cache-control', 'no-store');
    return found;
  }

  @Get('metrics')
  @Policy('local')
  @Api({ summary: 'Metrics for Prometheus', produces: ['text/plain'] })
  async prometheus(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
