import { Injectable } from '@nestjs/common';
import type { Channel, ChannelParams, ChannelStates } from '../../protocol/live.js';
import type { Principal } from '../platform/principal.js';

/** A state with its place: it holds up to `seq`; `at` is city time. */
export interface View<C extends Channel> {
  seq: number;
  at: string;
  state: ChannelStates[C];
}

/** What the gateway needs of a channel: who may watch what, the state now, and when it moved. */
export interface LiveChannel<C extends Channel = Channel> {
  readonly name: C;
  /** False: no frame for a new minute alone; what slides with the clock goes with the next frame. */
  readonly slides?: boolean;
  /**
   * Normalises params (equal params are equal objects, keys sorted) and narrows them to what `who` may see.
   * @throws DomainError 403 when nothing is left, 400 for params the channel does not have.
   */
  params(raw: ChannelParams, who: Principal): ChannelParams;
  /** Answers the state for normalised params. Cheap and cached: the same object until something moved. */
  view(params: ChannelParams): View<C>;
  /** Calls back when the state may have moved: entries came, the minute turned, or reference data changed. */
  onDirty(cb: () => void): void;
}

/** The channels of this process by name. Projections register theirs; the gateway asks. */
@Injectable()
export class LiveChannels {
  private readonly channels = new Map<Channel, LiveChannel>();

  /** Adds a channel; a second one of the same name is a bug. */
  register<C extends Channel>(channel: LiveChannel<C>): void {
    if (this.channels.has(channel.name)) throw new Error(`channel ${channel.name} is registered twice`);
    this.channels.set(channel.name, channel);
  }

  /** Gives a channel. @throws when no projection registered it, which is a bug. */
  get<C extends Channel>(name: C): LiveChannel<C> {
    const channel = this.channels.get(name);
    if (!channel) throw new Error(`no projection registered the channel ${name}`);
    return channel as unknown as LiveChannel<C>;
  }
}
