import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics.js';
import type { Outcome, Outcomes, Waiting } from './group.js';

/** What the intake says of itself in `/metrics`. Counted once a group, not once an item: thousands of items a second come this way. */
@Injectable()
export class IntakeMetrics {
  private readonly items;
  private readonly rows;
  private readonly seconds;

  constructor(private readonly metrics: Metrics) {
    this.items = metrics.counter({
      name: 'intake_items_total',
      help: 'Items answered after their commit, by source and what became of them',
      labelNames: ['source', 'outcome'],
    });
    this.rows = metrics.histogram({
      name: 'intake_group_rows',
      help: 'Items stored by one transaction',
      buckets: [1, 5, 20, 100, 500, 1000, 2000],
    });
    this.seconds = metrics.histogram({
      name: 'intake_commit_seconds',
      help: 'Time to store one group, from its begin to its commit, tries included',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    });
  }

  /** Shows how many items wait or are being stored, asked whenever somebody looks. */
  queueIs(depth: () => number): void {
    this.metrics.gauge({
      name: 'intake_queue_items',
      help: 'Items of requests that were let in and are not answered yet',
      collect() {
        this.set(depth());
      },
    });
  }

  /** A group was committed. */
  stored(group: readonly Waiting[], outcomes: Outcomes, seconds: number): void {
    this.rows.observe(group.length);
    this.seconds.observe(seconds);
    const counts = new Map<string, Map<Outcome['kind'], number>>();
    for (const { unit } of group) {
      const kind = outcomes.get(unit)?.kind;
      if (kind === undefined) continue;
      const of = counts.get(unit.source) ?? new Map<Outcome['kind'], number>();
      counts.set(unit.source, of.set(kind, (of.get(kind) ?? 0) + 1));
    }
    for (const [source, of] of counts) for (const [outcome, count] of of) this.items.inc({ source, outcome }, count);
  }
}
