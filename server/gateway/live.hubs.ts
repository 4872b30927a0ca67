import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Channel, type ChannelParams, type Watch } from '../../protocol/live.js';
import { Clock } from '../platform/clock.js';
import { DomainError } from '../platform/domain-error.js';
import { LiveChannels } from '../projections/live-channel.js';
import { Hub, type HubView } from './live.hub.js';
import type { Link, LiveNamespace } from './live.link.js';
import { LiveMetrics } from './live.metrics.js';

/** Views one socket may hold, and one process in all. */
const MAX_PER_LINK = 12;
const MAX_HUBS = 600;
const MAX_PARAMS = 8;
/** A view that nobody watches is kept this long for readers that come back, in milliseconds. */
const KEPT_MS = 60_000;
const SWEEP_MS = 10_000;
const MINUTE_MS = 60_000;

/** All hubs of this process by key, and who watches which. */
@Injectable()
export class LiveHubs implements OnApplicationBootstrap, OnModuleDestroy {
  /** Names this serving process on the wire: its rings are worth nothing to another. */
  readonly epoch = randomUUID();
  private readonly log = new Logger('live');
  private readonly hubs = new Map<string, Hub>();
  private readonly watched = new Map<Link, Map<string, Hub>>();
  /** Empty hubs and since when (monotonic ms). */
  private readonly idle = new Map<Hub, number>();
  private readonly ailing = new Set<string>();
  private server: LiveNamespace | undefined;
  private sweeper: NodeJS.Timeout | undefined;
  private minute: NodeJS.Timeout | undefined;

  constructor(
    private readonly channels: LiveChannels,
    private readonly clock: Clock,
    private readonly metrics: LiveMetrics,
  ) {}

  onApplicationBootstrap(): void {
    for (const name of Channel.options) this.channels.get(name).onDirty(() => this.poke(name));
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
    this.planMinute();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweeper);
    clearTimeout(this.minute);
    for (const hub of this.hubs.values()) hub.close();
  }

  /** Tells where frames go; called once, before the first socket. */
  serve(server: LiveNamespace): void {
    this.server = server;
  }

  /** Lets a reader watch a channel. @throws live/too-many-channels, live/bad-params and what the channel refuses */
  watch(link: Link, { channel, params = {}, since }: Watch): void {
    const view = this.viewOf(link, channel, params);
    const own = this.watched.get(link) ?? new Map<string, Hub>();
    if (!own.has(view.asking) && own.size >= MAX_PER_LINK) throw tooMany(`${MAX_PER_LINK} at a time on one socket`);
    const hub = this.hubs.get(view.key) ?? this.open(view);
    own.set(view.asking, hub);
    this.watched.set(link, own);
    this.idle.delete(hub);
    hub.add(link, since);
  }

  /** Ends one watch; ending what is not watched does nothing. */
  unwatch(link: Link, channel: Channel, params: ChannelParams = {}): void {
    const own = this.watched.get(link);
    const asking = askingOf(channel, params);
    const hub = own?.get(asking);
    own?.delete(asking);
    if (hub) this.leave(hub, link);
  }

  /** Ends all watches of a reader that went away. */
  forget(link: Link): void {
    for (const hub of this.watched.get(link)?.values() ?? []) this.leave(hub, link);
    this.watched.delete(link);
  }

  private viewOf(link: Link, channel: Channel, asked: ChannelParams): HubView & { asking: string } {
    if (Object.keys(asked).length > MAX_PARAMS)
      throw new DomainError(400, 'live/bad-params', `at most ${MAX_PARAMS} params`);
    const params = this.channels.get(channel).params(asked, link.principal);
    const asking = askingOf(channel, asked);
    return { asking, key: `${asking} ${stable(params)}`, channel, asked: sorted(asked), params };
  }

  private open(view: HubView): Hub {
    if (this.hubs.size >= MAX_HUBS) this.sweep(0);
    if (this.hubs.size >= MAX_HUBS) throw tooMany('this server shows no more different views');
    if (!this.server) throw new Error('a watch before the gateway was started');
    const { epoch, server, metrics } = this;
    const hub = new Hub(view, this.channels.get(view.channel), {
      epoch,
      server,
      metrics,
      onError: (failed, error) => this.failed(failed.view.key, error),
    });
    this.hubs.set(view.key, hub);
    this.metrics.hubs.set(this.hubs.size);
    return hub;
  }

  private leave(hub: Hub, link: Link): void {
    hub.remove(link);
    if (hub.isEmpty) this.idle.set(hub, performance.now());
  }

  private poke(channel?: Channel): void {
    for (const hub of this.hubs.values()) if (channel === undefined || hub.view.channel === channel) hub.poke();
  }

  private sweep(keptMs = KEPT_MS): void {
    const before = performance.now() - keptMs;
    for (const [hub, since] of this.idle) {
      if (since > before) continue;
      hub.close();
      this.idle.delete(hub);
      this.hubs.delete(hub.view.key);
    }
    this.metrics.hubs.set(this.hubs.size);
  }

  /** Windows slide with the city's minute, although nothing happened. */
  private planMinute(): void {
    const left = MINUTE_MS - (this.clock.now() % MINUTE_MS);
    this.minute = setTimeout(
      () => {
        for (const name of Channel.options) if (this.channels.get(name).slides !== false) this.poke(name);
        this.planMinute();
      },
      Math.max(20, left / this.clock.speed + 1),
    ).unref();
  }

  private failed(key: string, error: unknown): void {
    if (this.ailing.has(key)) return;
    this.ailing.add(key);
    this.log.error({ msg: 'a view could not be computed; its readers keep the last one', key, error });
  }
}

function tooMany(detail: string): DomainError {
  return new DomainError(429, 'live/too-many-channels', detail);
}

const sorted = (params: ChannelParams): ChannelParams =>
  Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
const stable = (params: ChannelParams) => JSON.stringify(sorted(params));
const askingOf = (channel: Channel, params: ChannelParams) => `${channel} ${stable(params)}`;
