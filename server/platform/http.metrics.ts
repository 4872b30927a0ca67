import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { Database } from './database.js';
import { Metrics } from './metrics.js';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Measures every request by route (never by address, which has no bound), and shows how full the database pools are. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly metrics: Metrics,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.measureRequests();
    this.showPools();
  }

  private measureRequests(): void {
    const seconds = this.metrics.histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from request to end of answer',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_S,
    });
    this.host.httpAdapter.getInstance().addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'none';
      seconds.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
      done();
    });
  }

  private showPools(): void {
    const { db } = this;
    const connections = this.metrics.gauge({
      name: 'database_pool_connections',
      help: 'Connections of a pool by state; waiting counts callers without one',
      labelNames: ['pool', 'state'],
      collect: () => {
        for (const pool of ['ingest', 'query', 'system'] as const) {
          const { totalCount, idleCount, waitingCount } = db[pool];
          connections.set({ pool, state: 'busy' }, totalCount - idleCount);
          connections.set({ pool, state: 'idle' }, idleCount);
          connections.set({ pool, state: 'waiting' }, waitingCount);
        }
      },
    });
  }
}
