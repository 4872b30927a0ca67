import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { Unwatch, Watch, type Ack } from '../../protocol/live.js';
import { DomainError } from '../platform/domain-error.js';
import { Policy, POLICY, type PolicyRule } from '../platform/policy.js';
import { LiveAuth } from './live.auth.js';
import { LiveHubs } from './live.hubs.js';
import type { Link, LiveNamespace, LiveSocket } from './live.link.js';
import { LiveLinks } from './live.links.js';
import { LivePulse } from './live.pulse.js';

/** The live namespace: readers watch channels and get a snapshot, then patches. Each event is authorised here, by its own policy. */
@WebSocketGateway({ namespace: '/live' })
export class LiveGateway implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, OnModuleDestroy {
  private readonly log = new Logger('live');

  constructor(
    private readonly auth: LiveAuth,
    private readonly hubs: LiveHubs,
    private readonly pulse: LivePulse,
    private readonly links: LiveLinks,
    private readonly reflector: Reflector,
  ) {}

  afterInit(server: LiveNamespace): void {
    this.auth.guard(server);
    this.hubs.serve(server);
    this.pulse.start(server, this.links.all);
  }

  onModuleDestroy(): void {
    this.pulse.stop();
  }

  handleConnection(socket: LiveSocket): void {
    this.links.admit(socket);
  }

  handleDisconnect(socket: LiveSocket): void {
    const link = this.links.dismiss(socket);
    if (link) this.hubs.forget(link);
  }

  /** `watch {channel, params?, since?}`: a snapshot, or the missed patches, then patches. */
  @Policy('situation.read')
  @SubscribeMessage('watch')
  watch(socket: LiveSocket, body: unknown): Ack {
    return this.answer(() => {
      const link = this.permitted(socket, 'watch');
      this.hubs.watch(link, parsed(Watch.safeParse(body)));
    });
  }

  /** `unwatch {channel, params?}`. */
  @Policy('situation.read')
  @SubscribeMessage('unwatch')
  unwatch(socket: LiveSocket, body: unknown): Ack {
    return this.answer(() => {
      const link = this.permitted(socket, 'unwatch');
      const { channel, params } = parsed(Unwatch.safeParse(body));
      this.hubs.unwatch(link, channel, params);
    });
  }

  /** Finds the reader, and checks it against the policy written on the handler. */
  private permitted(socket: LiveSocket, event: 'watch' | 'unwatch'): Link {
    const rule = this.reflector.get<PolicyRule>(POLICY, this.handlerOf(event));
    const link = this.links.get(socket);
    const reach = link && link.principal.permissions[rule as keyof typeof link.principal.permissions];
    if (!link || reach === undefined || reach === 'none') throw new DomainError(403, 'permission/denied', `no ${rule}`);
    return link;
  }

  private handlerOf(event: 'watch' | 'unwatch'): () => Ack {
    return Object.getOwnPropertyDescriptor(LiveGateway.prototype, event)?.value as () => Ack;
  }

  private answer(work: () => void): Ack {
    try {
      work();
      return { ok: true };
    } catch (error) {
      if (error instanceof DomainError) return { ok: false, code: error.code };
      this.log.error(error);
      return { ok: false, code: 'service/failed' };
    }
  }
}

function parsed<T>(result: { success: true; data: T } | { success: false; error: Error }): T {
  if (result.success) return result.data;
  throw new DomainError(400, 'live/bad-request', 'the event does not have the shape of docs/protocol.md', {
    cause: result.error,
  });
}
