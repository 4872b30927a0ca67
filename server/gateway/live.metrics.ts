import { Injectable } from '@nestjs/common';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { Channel } from '../../protocol/live.js';
import { Metrics } from '../platform/metrics.js';

/** What the live gateway counts. */
@Injectable()
export class LiveMetrics {
  readonly sockets: Gauge;
  readonly hubs: Gauge;
  private readonly frames: Counter<'channel' | 'kind'>;
  private readonly drops: Counter<'channel'>;
  private readonly cuts: Counter<'why'>;
  private readonly turns: Histogram<'channel'>;

  constructor(metrics: Metrics) {
    this.sockets = metrics.gauge({ name: 'live_sockets', help: 'Connected sockets' });
    this.hubs = metrics.gauge({ name: 'live_hubs', help: 'Channel views with readers' });
    this.frames = metrics.counter({
      name: 'live_frames_total',
      help: 'Frames sent, counted per socket',
      labelNames: ['channel', 'kind'],
    });
    this.drops = metrics.counter({
      name: 'live_frames_dropped_total',
      help: 'Patches not sent to readers that lag; they get the newest snapshot instead',
      labelNames: ['channel'],
    });
    this.cuts = metrics.counter({
      name: 'live_sockets_cut_total',
      help: 'Sockets ended by the server: slow (owed for 30 s), revoked, flood',
      labelNames: ['why'],
    });
    this.turns = metrics.histogram({
      name: 'live_turn_seconds',
      help: 'One frame: view, difference, serialisation, hand-over to all sockets',
      labelNames: ['channel'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
    });
  }

  sent(channel: Channel, kind: 'snapshot' | 'patch', n: number): void {
    if (n > 0) this.frames.inc({ channel, kind }, n);
  }

  dropped(channel: Channel, n: number): void {
    this.drops.inc({ channel }, n);
  }

  cut(why: 'slow' | 'revoked' | 'flood'): void {
    this.cuts.inc({ why });
  }

  turned(channel: Channel, ms: number): void {
    this.turns.observe({ channel }, ms / 1000);
  }
}
