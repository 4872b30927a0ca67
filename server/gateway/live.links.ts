import { Injectable } from '@nestjs/common';
import { Sessions } from '../identity/session.service.js';
import { EventBudget } from './live.budget.rules.js';
import { Link, type LiveSocket } from './live.link.js';
import { LiveMetrics } from './live.metrics.js';

/** The readers of this process by socket id: admitted with a budget of events, cut when their session ends. */
@Injectable()
export class LiveLinks {
  readonly all = new Map<string, Link>();

  constructor(
    private readonly metrics: LiveMetrics,
    sessions: Sessions,
  ) {
    sessions.onRevoked((session) => this.revoke(session));
  }

  get(socket: LiveSocket): Link | undefined {
    return this.all.get(socket.id);
  }

  admit(socket: LiveSocket): void {
    this.all.set(socket.id, new Link(socket));
    this.metrics.sockets.set(this.all.size);
    this.limit(socket);
  }

  /** Forgets a socket. @returns its link, if it had one */
  dismiss(socket: LiveSocket): Link | undefined {
    const link = this.all.get(socket.id);
    this.all.delete(socket.id);
    this.metrics.sockets.set(this.all.size);
    return link;
  }

  private revoke(session: string): void {
    for (const link of this.all.values()) {
      if (link.principal.session !== session) continue;
      this.metrics.cut('revoked');
      link.cut();
    }
  }

  private limit(socket: LiveSocket): void {
    const budget = new EventBudget(performance.now());
    socket.use((packet, next) => {
      const verdict = budget.take(performance.now());
      if (verdict === 'ok') return next();
      const ack = packet.at(-1) as ((answer: { ok: false; code: string }) => void) | undefined;
      if (typeof ack === 'function') ack({ ok: false, code: 'live/too-many-events' });
      if (verdict === 'refused') return;
      this.metrics.cut('flood');
      this.all.get(socket.id)?.cut();
    });
  }
}
