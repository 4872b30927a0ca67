import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics.js';
import type { DueTimer } from './timer.js';

/** What `/metrics` says of timers fired by this process. */
@Injectable()
export class TimerMetrics {
  private readonly firedTotal;
  private readonly failedTotal;
  private readonly late;

  constructor(metrics: Metrics) {
    this.firedTotal = metrics.counter({ name: 'timers_fired_total', help: 'Timers fired', labelNames: ['kind'] });
    this.failedTotal = metrics.counter({
      name: 'timers_failed_total',
      help: 'Failures of timer handlers; each is tried again',
      labelNames: ['kind'],
    });
    this.late = metrics.histogram({
      name: 'timer_late_seconds',
      help: 'City time from due to committed',
      buckets: [0.25, 0.5, 1, 2, 5, 15, 60, 600],
    });
  }

  fired(timer: DueTimer, nowMs: number): void {
    this.firedTotal.inc({ kind: timer.kind });
    this.late.observe((nowMs - timer.dueMs) / 1000);
  }

  failed(timer: DueTimer): void {
    this.failedTotal.inc({ kind: timer.kind });
  }
}
