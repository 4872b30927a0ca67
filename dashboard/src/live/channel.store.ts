import { applyPatch } from '@protocol/fold';
import type { Channel, ChannelParams, ChannelStates, PatchFrame, SnapshotFrame, Watch } from '@protocol/live';

/** A channel's newest state with its place in the journal. */
export interface Held<C extends Channel> {
  state: ChannelStates[C];
  epoch: string;
  seq: number;
  at: string;
}

/** What to do after a frame: nothing changed, draw the new state, or ask again. */
export type Step = 'ignored' | 'newer' | 'watch-again';

/** Folds the frames of one channel. Pure bookkeeping: no socket, no drawing. */
export class ChannelStore<C extends Channel> {
  held: Held<C> | null = null;

  constructor(
    readonly channel: C,
    readonly params: ChannelParams,
  ) {}

  /** Tells whether a frame is this channel's. The service may add defaults to the params it echoes. */
  owns(frame: { channel: Channel; params?: ChannelParams | undefined }): boolean {
    if (frame.channel !== this.channel) return false;
    return Object.entries(this.params).every(([key, value]) => String(frame.params?.[key]) === String(value));
  }

  snapshot(frame: SnapshotFrame): Step {
    const { state, epoch, seq, at } = frame;
    this.held = { state: state as ChannelStates[C], epoch, seq, at };
    return 'newer';
  }

  /** Applies a patch only when epoch and `from` are those of the held state; a patch already inside it is dropped. */
  patch(frame: PatchFrame): Step {
    if (!this.held) return 'ignored';
    const { epoch, seq } = this.held;
    if (frame.epoch === epoch && frame.from === seq) {
      const state = applyPatch(this.held.state, frame.patch);
      this.held = { state, epoch, seq: frame.seq, at: frame.at };
      return 'newer';
    }
    return frame.epoch === epoch && frame.seq <= seq ? 'ignored' : 'watch-again';
  }

  /** The watch to send now: with `since` when a state is held, so that the service may send only what is missing. */
  watch(): Watch {
    const { channel, params, held } = this;
    return held ? { channel, params, since: { epoch: held.epoch, seq: held.seq } } : { channel, params };
  }
}
