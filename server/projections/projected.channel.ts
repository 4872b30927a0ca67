import type { Channel, ChannelParams, ChannelStates } from '../../protocol/live.js';
import type { Principal } from '../platform/principal.js';
import type { LiveChannel, LiveChannels, View } from './live-channel.js';
import type { Moment, ProjectionService } from './projection.service.js';

/** Views kept per channel: districts and resolutions that screens ask for; the oldest goes first. */
const KEPT_VIEWS = 100;

/** A channel whose state is drawn from the city's live state, once per place of the journal and minute. */
export abstract class ProjectedChannel<C extends Channel> implements LiveChannel<C> {
  abstract readonly name: C;
  private readonly views = new Map<string, { stamp: string; view: View<C> }>();

  constructor(private readonly projection: ProjectionService) {}

  abstract params(raw: ChannelParams, who: Principal): ChannelParams;

  view(params: ChannelParams): View<C> {
    const moment = this.projection.now();
    const key = JSON.stringify(params);
    const kept = this.views.get(key);
    if (kept?.stamp === moment.stamp) return kept.view;
    const state = this.draw(moment, params);
    const view = { ...moment.city.asOf(moment.times), state };
    this.views.delete(key);
    this.views.set(key, { stamp: moment.stamp, view });
    const oldest = this.views.keys().next();
    if (this.views.size > KEPT_VIEWS && !oldest.done) this.views.delete(oldest.value);
    return view;
  }

  onDirty(cb: () => void): void {
    this.projection.onDirty(cb);
  }

  /** Puts the channel where the gateway looks. */
  protected registerIn(channels: LiveChannels): void {
    channels.register(this);
  }

  protected abstract draw(moment: Moment, params: ChannelParams): ChannelStates[C];
}
