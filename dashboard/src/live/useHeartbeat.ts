import type { Heartbeat } from '@protocol/live';
import { computed, effectScope, shallowRef } from 'vue';
import { heard, isTrue, truth, type Beats } from './connection.rules.js';
import { connect, link, socket } from './socket.js';
import { useTick } from './tick.js';

let shared: ReturnType<typeof listen> | undefined;

/** The state of the connection by the page's own clock, and the city's time as the service tells it. One for the whole page. */
export function useHeartbeat() {
  connect();
  shared ??= effectScope(true).run(listen) as ReturnType<typeof listen>;
  return shared;
}

function listen() {
  const tick = useTick();
  const beats = shallowRef<Beats>({ startedAt: performance.now(), lastAt: null, recoveredAt: null });
  const last = shallowRef<{ beat: Heartbeat; heardAt: number } | null>(null);
  const rate = shallowRef(1);
  const gapMs = shallowRef(0);

  socket.on('heartbeat', (beat) => {
    const now = performance.now();
    if (!isTrue(beat, rate.value)) return;
    const before = beats.value;
    beats.value = heard(before, now);
    if (beats.value.recoveredAt === now) gapMs.value = now - (before.lastAt ?? now);
    last.value = { beat, heardAt: now };
  });

  const state = computed(() => truth(beats.value, Math.max(tick.value, beats.value.lastAt ?? 0)));
  /** Ms since the last true heartbeat (since the page began, when there was none). */
  const quietMs = computed(() => Math.max(0, tick.value - (beats.value.lastAt ?? beats.value.startedAt)));
  /** City time in epoch ms as of the tick; it stands still while the page is cut off. Null before the first heartbeat. */
  const cityMs = computed(() => {
    if (!last.value) return null;
    const at = Date.parse(last.value.beat.at);
    return state.value === 'cut' ? at : at + Math.max(0, tick.value - last.value.heardAt) * rate.value;
  });
  return {
    state,
    quietMs,
    cityMs,
    /** How long the last cut lasted, ms. */
    gapMs,
    /** Milliseconds between what the service has read and its clock. */
    lagMs: computed(() => last.value?.beat.lag ?? null),
    seq: computed(() => last.value?.beat.seq ?? null),
    link,
    /** Sets how many seconds of city time pass in one second (CITY_CLOCK). */
    setRate: (value: number) => (rate.value = value),
  };
}
