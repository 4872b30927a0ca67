import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics.js';

/** What the broker transport says about itself in /metrics. */
@Injectable()
export class MqttMetrics {
  private readonly link;
  private readonly messages;

  constructor(metrics: Metrics) {
    this.link = metrics.gauge({ name: 'mqtt_connected', help: '1 while this instance reads from the broker' });
    const help = 'Messages read from the broker by what became of them';
    this.messages = metrics.counter({ name: 'mqtt_messages_total', help, labelNames: ['outcome'] as const });
  }

  connected(isUp: boolean): void {
    this.link.set(isUp ? 1 : 0);
  }

  handled(outcome: 'stored' | 'dead-letter' | 'retried' | 'stale'): void {
    this.messages.inc({ outcome });
  }
}
