import type { Channel, ChannelParams, ChannelStates, PatchFrame, SnapshotFrame } from '@protocol/live';
import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { ChannelStore, type Held, type Step } from './channel.store.js';
import { connect, socket } from './socket.js';
import { onTick } from './tick.js';

export type ChannelStatus = 'loading' | 'live' | 'refused';

/** A channel as a screen sees it: the state as of the last tick. */
export interface LiveChannel<C extends Channel> {
  state: ComputedRef<ChannelStates[C] | null>;
  /** Journal seq up to which the state holds. */
  seq: ComputedRef<number | null>;
  /** When the state was made, RFC 3339. */
  at: ComputedRef<string | null>;
  status: Readonly<ShallowRef<ChannelStatus>>;
  /** Problem code of a refused watch. */
  code: Readonly<ShallowRef<string | null>>;
}

/** Watches a live channel while the calling scope lives. Frames go into a store; the 1 Hz tick draws the newest. */
export function useChannel<C extends Channel>(channel: C, params: ChannelParams = {}): LiveChannel<C> {
  const store = new ChannelStore(channel, params);
  const shown = shallowRef<Held<C> | null>(null);
  const status = shallowRef<ChannelStatus>('loading');
  const code = shallowRef<string | null>(null);
  let asking = false;

  const watch = () => {
    if (!socket.connected || asking) return;
    asking = true;
    socket.emit('watch', store.watch(), (ack) => {
      asking = false;
      status.value = ack.ok ? 'live' : 'refused';
      code.value = ack.ok ? null : ack.code;
    });
  };
  const reconnected = () => {
    asking = false;
    watch();
  };
  const take = (step: Step) => {
    if (step === 'watch-again') watch();
    // The first state is drawn at once, later ones with the tick.
    if (step === 'newer' && !shown.value) shown.value = store.held;
  };
  const onSnapshot = (frame: SnapshotFrame) => store.owns(frame) && take(store.snapshot(frame));
  const onPatch = (frame: PatchFrame) => store.owns(frame) && take(store.patch(frame));

  socket.on('connect', reconnected);
  socket.on('snapshot', onSnapshot);
  socket.on('patch', onPatch);
  connect();
  watch();
  onTick(() => {
    if (shown.value !== store.held) shown.value = store.held;
  });
  onScopeDispose(() => {
    socket.off('connect', reconnected);
    socket.off('snapshot', onSnapshot);
    socket.off('patch', onPatch);
    if (socket.connected) socket.emit('unwatch', { channel, params });
  });
  return {
    state: computed(() => shown.value?.state ?? null),
    seq: computed(() => shown.value?.seq ?? null),
    at: computed(() => shown.value?.at ?? null),
    status,
    code,
  };
}
