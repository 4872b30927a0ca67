import type { Heartbeat } from '@protocol/live';
import { computed, effectScope, shallowRef } from 'vue';
import { heard, readAge, truth, type Beats } from './connection.rules.js';
import { connect, link, socket } from './socket.js';
import { onTick, useTick } from './tick.js';

let shared: ReturnType<typeof listen> | undefined;

/** The state of the connection by the page's own clock, and the city's time as the service tells it. One for the whole page. */
export function useHeartbeat() {
  connect();
  shared ??= effectScope(true).run(listen) as ReturnType<typeof listen>;
  return shared;
}

/** What the page has heard of the service. */
interface Heard {
  beats: Beats;
  last: { beat: Heartbeat; heardAt: number } | null;
  /** How long the last cut lasted, ms. */
  gapMs: number;
}

function listen() {
  const tick = useTick();
  const rate = shallowRef(1);
  // Heard at once, drawn with the tick: a heartbeat by itself draws nothing, in a hidden tab least of all.
  let heardSo: Heard = {
    beats: { startedAt: performance.now(), lastAt: null, recoveredAt: null },
    last: null,
    gapMs: 0,
  };
  const drawn = shallowRef(heardSo);
  onTick(() => (drawn.value = heardSo));

  socket.on('heartbeat', (beat) => {
    const now = performance.now();
    const { beats: before, gapMs } = heardSo;
    const beats = heard(before, now, readAge(beat, rate.value));
    if (beats === before) return;
    const isBack = beats.recoveredAt === now;
    heardSo = { beats, last: { beat, heardAt: now }, gapMs: isBack ? now - (before.lastAt ?? now) : gapMs };
    if (!drawn.value.last) drawn.value = heardSo;
  });

  const beats = computed(() => drawn.value.beats);
  const last = computed(() => drawn.value.last);
  const state = computed(() => truth(beats.value, Math.max(tick.value, beats.value.lastAt ?? 0)));
  /** Age of what is shown, ms: since the service last read the journal (since the page began, when no heartbeat came). */
  const quietMs = computed(() => Math.max(0, tick.value - (beats.value.lastAt ?? beats.value.startedAt)));
  /** City time in epoch ms as of the tick; while the page is cut off, that of what is shown. Null before the first heartbeat. */
  const cityMs = computed(() => {
    if (!last.value) return null;
    const { beat, heardAt } = last.value;
    if (state.value === 'cut') return Date.parse(beat.readAt);
    return Date.parse(beat.at) + Math.max(0, tick.value - heardAt) * rate.value;
  });
  return {
    state,
    quietMs,
    cityMs,
    /** How long the last cut lasted, ms. */
    gapMs: computed(() => drawn.value.gapMs),
    /** Milliseconds between what the service has read and its clock. */
    lagMs: computed(() => last.value?.beat.lag ?? null),
    seq: computed(() => last.value?.beat.seq ?? null),
    link,
    /** Sets how many seconds of city time pass in one second (CITY_CLOCK). */
    setRate: (value: number) => (rate.value = value),
  };
}
