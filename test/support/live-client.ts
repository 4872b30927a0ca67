import { io, type Socket } from 'socket.io-client';
import { applyPatch } from '../../protocol/fold.js';
import type {
  Ack,
  Channel,
  ChannelParams,
  ChannelStates,
  ClientToServer,
  Heartbeat,
  PatchFrame,
  ServerToClient,
  SnapshotFrame,
} from '../../protocol/live.js';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

/** A reader of the live namespace that folds as the dashboard does. Keeps the frames it got. */
export class LiveReader {
  readonly snapshots: SnapshotFrame[] = [];
  readonly patches: PatchFrame[] = [];
  readonly beats: Heartbeat[] = [];
  /** State and place by channel. */
  readonly states = new Map<Channel, { seq: number; epoch: string; state: ChannelStates[Channel] }>();
  /** Patches that did not apply to what this reader has. */
  gaps = 0;

  constructor(readonly socket: LiveSocket) {
    socket.on('heartbeat', (beat) => this.beats.push(beat));
    socket.on('snapshot', (frame) => {
      this.snapshots.push(frame);
      this.states.set(frame.channel, { seq: frame.seq, epoch: frame.epoch, state: frame.state });
    });
    socket.on('patch', (frame) => this.fold(frame));
  }

  /** The folded state of a channel. @throws Error before its snapshot */
  at<C extends Channel>(channel: C): { seq: number; epoch: string; state: ChannelStates[C] } {
    const found = this.states.get(channel);
    if (!found) throw new Error(`no snapshot of ${channel} yet`);
    return found as { seq: number; epoch: string; state: ChannelStates[C] };
  }

  /** Asks for a channel and waits for the answer. */
  watch(channel: Channel, more: { params?: ChannelParams; since?: { epoch: string; seq: number } } = {}): Promise<Ack> {
    return this.socket.timeout(5000).emitWithAck('watch', { channel, ...more }) as Promise<Ack>;
  }

  private fold(frame: PatchFrame): void {
    this.patches.push(frame);
    const had = this.states.get(frame.channel);
    if (!had || had.epoch !== frame.epoch || had.seq !== frame.from) {
      this.gaps++;
      return;
    }
    this.states.set(frame.channel, { seq: frame.seq, epoch: frame.epoch, state: applyPatch(had.state, frame.patch) });
  }
}

/** Connects a reader; by cookie as a page of `origin`, or by token as a script. @throws Error with the refusal's code */
export async function connectLive(
  url: string,
  who: { cookie?: string; origin?: string | null; token?: string },
): Promise<LiveReader> {
  const origin = who.origin === undefined ? url : who.origin;
  const socket: LiveSocket = io(`${url}/live`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...(origin !== null && { origin }), ...(who.cookie !== undefined && { cookie: who.cookie }) },
    ...(who.token !== undefined && { auth: { token: who.token } }),
  });
  const reader = new LiveReader(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
      socket.close();
      reject(new Error(error.data?.code ?? error.message));
    });
  });
  return reader;
}
