import { diff } from '../../protocol/fold.js';
import {
  FRAME_INTERVAL_MS,
  type Channel,
  type ChannelParams,
  type ChannelStates,
  type PatchFrame,
  type SnapshotFrame,
  type Watch,
} from '../../protocol/live.js';
import type { LiveChannel } from '../projections/live-channel.js';
import type { Debt, Link, LiveNamespace } from './live.link.js';
import type { LiveMetrics } from './live.metrics.js';
import { Ring } from './live.ring.rules.js';

/** What a hub shows: one channel with `asked` params, as echoed in its frames, and what they mean for those who may see it. */
export interface HubView {
  key: string;
  channel: Channel;
  asked: ChannelParams;
  params: ChannelParams;
}

/** What all hubs of a process share. */
export interface HubShared {
  epoch: string;
  server: LiveNamespace;
  metrics: LiveMetrics;
  onError: (hub: Hub, error: unknown) => void;
}

interface Shown {
  seq: number;
  at: string;
  state: ChannelStates[Channel];
}

/** All readers of one channel with the same params: one view, one diff and one serialisation a frame, however many they are. */
export class Hub implements Debt {
  private readonly links = new Set<Link>();
  /** Readers whose snapshot goes out together at the end of this tick. */
  private readonly joining = new Set<Link>();
  private readonly ring = new Ring();
  private shown: Shown;
  private turnedAtMs = -Infinity;
  private planned: { cancel: () => void } | undefined;

  constructor(
    readonly view: HubView,
    private readonly channel: LiveChannel<Channel>,
    private readonly shared: HubShared,
  ) {
    this.shown = channel.view(view.params);
  }

  get isEmpty(): boolean {
    return this.links.size === 0;
  }

  /** Adds a reader: it gets the frames it missed when `since` is known here, else a snapshot. Asking again starts anew. */
  add(link: Link, since: Watch['since']): void {
    // Nobody was watching: nothing was computed meanwhile.
    if (this.isEmpty) this.turn();
    this.remove(link);
    this.links.add(link);
    const missed = since?.epoch === this.shared.epoch ? this.ring.since(since.seq) : null;
    if (!missed || !link.keepsUp) return this.pay(link);
    for (const frame of missed) link.socket.emit('patch', frame);
    this.shared.metrics.sent(this.view.channel, 'patch', missed.length);
    void link.socket.join(this.view.key);
  }

  /** Takes a reader out. */
  remove(link: Link): void {
    this.links.delete(link);
    this.joining.delete(link);
    link.forgive(this);
    void link.socket.leave(this.view.key);
  }

  /** Sends the newest snapshot: with others of this tick, or when the reader's connection has drained. */
  pay(link: Link): void {
    if (!this.links.has(link)) return;
    if (!link.isIdle) return link.owe(this);
    if (this.joining.size === 0) setImmediate(() => this.flush());
    this.joining.add(link);
  }

  /** Something changed: a frame goes out at once, or as soon as the channel's pace allows. */
  poke(): void {
    if (this.planned || this.isEmpty) return;
    const waitMs = this.turnedAtMs + FRAME_INTERVAL_MS[this.view.channel] - performance.now();
    this.planned = plan(waitMs, () => {
      this.planned = undefined;
      this.turn();
    });
  }

  /** Stops planned work. */
  close(): void {
    this.planned?.cancel();
    this.planned = undefined;
  }

  /** Computes the view once, and sends the difference to all who keep up; the others are owed a snapshot. */
  private turn(): void {
    this.turnedAtMs = performance.now();
    const next = this.look();
    const patch = next && next.state !== this.shown.state ? diff(this.shown.state, next.state) : null;
    if (!next || !patch) return;
    this.flush();
    const frame: PatchFrame = { ...this.heading(), from: this.shown.seq, seq: next.seq, at: next.at, patch };
    this.shown = next;
    this.ring.push(frame);
    this.broadcast(frame);
    this.shared.metrics.turned(this.view.channel, performance.now() - this.turnedAtMs);
  }

  private look(): Shown | null {
    try {
      return this.channel.view(this.view.params);
    } catch (error) {
      this.shared.onError(this, error);
      return null;
    }
  }

  private broadcast(frame: PatchFrame): void {
    let behind = 0;
    for (const link of this.links) {
      if (link.keepsUp) continue;
      behind++;
      void link.socket.leave(this.view.key);
      link.owe(this);
    }
    this.shared.server.to(this.view.key).emit('patch', frame);
    this.shared.metrics.sent(this.view.channel, 'patch', this.links.size - behind);
    if (behind > 0) this.shared.metrics.dropped(this.view.channel, behind);
  }

  /** Serialises the snapshot once for all who wait for it, and lets patches follow to them. */
  private flush(): void {
    if (this.joining.size === 0) return;
    const frame: SnapshotFrame = { ...this.heading(), ...this.shown };
    this.shared.server.to([...this.joining].map((link) => link.socket.id)).emit('snapshot', frame);
    this.shared.metrics.sent(this.view.channel, 'snapshot', this.joining.size);
    for (const link of this.joining) void link.socket.join(this.view.key);
    this.joining.clear();
  }

  private heading() {
    return { channel: this.view.channel, params: this.view.asked, epoch: this.shared.epoch };
  }
}

/** Runs `work` at the end of this tick, or in `waitMs`. */
function plan(waitMs: number, work: () => void): { cancel: () => void } {
  if (waitMs > 0) {
    const timer = setTimeout(work, waitMs);
    return { cancel: () => clearTimeout(timer) };
  }
  const soon = setImmediate(work);
  return { cancel: () => clearImmediate(soon) };
}
