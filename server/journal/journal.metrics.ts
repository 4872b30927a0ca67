import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics.js';

/** What the journal's readers say about themselves in /metrics. */
@Injectable()
export class JournalMetrics {
  private readonly cursor;
  private readonly behind;
  private readonly failures;
  private readonly parkedEntries;
  private readonly tailSeq;

  constructor(metrics: Metrics) {
    const labelNames = ['reader'] as const;
    this.cursor = metrics.gauge({
      name: 'journal_reader_seq',
      help: 'Cursor of a reactor, as last moved here',
      labelNames,
    });
    this.behind = metrics.gauge({
      name: 'journal_reader_lag',
      help: 'Journal entries a reactor has not read',
      labelNames,
    });
    this.failures = metrics.counter({ name: 'journal_reader_failures_total', help: 'Failed pulls', labelNames });
    this.parkedEntries = metrics.counter({ name: 'journal_parked_total', help: 'Entries put aside', labelNames });
    this.tailSeq = metrics.gauge({ name: 'journal_tail_seq', help: 'Last seq this process showed its projections' });
  }

  followed(reader: string, at: { seq: number; behind: number }): void {
    this.cursor.set({ reader }, at.seq);
    this.behind.set({ reader }, at.behind);
  }

  failed(reader: string): void {
    this.failures.inc({ reader });
  }

  parked(reader: string): void {
    this.parkedEntries.inc({ reader });
  }

  tailed(seq: number): void {
    this.tailSeq.set(seq);
  }
}
