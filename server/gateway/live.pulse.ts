import { Injectable } from '@nestjs/common';
import type { Heartbeat } from '../../protocol/live.js';
import { Clock } from '../platform/clock.js';
import { ReadState } from '../projections/read-state.js';
import { LiveHubs } from './live.hubs.js';
import type { Link, LiveNamespace } from './live.link.js';
import { LiveMetrics } from './live.metrics.js';

const BEAT_MS = 1000;
/** A reader that has not taken what it is owed for this long is cut off. */
const KICK_AFTER_MS = 30_000;

/** The heartbeat: every second each reader that keeps up learns how true its screen is; those that never drain are cut. */
@Injectable()
export class LivePulse {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly reading: ReadState,
    private readonly hubs: LiveHubs,
    private readonly metrics: LiveMetrics,
  ) {}

  /** Starts beating to `links` (by socket id) of `server`. */
  start(server: LiveNamespace, links: ReadonlyMap<string, Link>): void {
    this.timer = setInterval(() => {
      this.kick(links);
      const behind = [...links.values()].filter((link) => !link.keepsUp).map((link) => link.socket.id);
      server.except(behind).emit('heartbeat', this.beat());
    }, BEAT_MS).unref();
  }

  /** Stops beating. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** What a heartbeat says now. `readAt` stands still while the journal cannot be read. */
  beat(): Heartbeat {
    const { seq, readAt, lag } = this.reading.status();
    const at = new Date(this.clock.now()).toISOString();
    return { at, readAt: readAt ?? new Date(0).toISOString(), epoch: this.hubs.epoch, seq, lag };
  }

  private kick(links: ReadonlyMap<string, Link>): void {
    const now = performance.now();
    for (const link of links.values()) {
      if (link.owedMs(now) <= KICK_AFTER_MS) continue;
      this.metrics.cut('slow');
      link.cut();
    }
  }
}
