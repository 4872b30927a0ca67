import { computed, onScopeDispose, shallowRef } from 'vue';
import { useCityClock } from '../../frame/useCityClock.js';
import { useSettled } from '../../live/useSettled.js';
import { momentAt, placeOf, SLIDER_MINUTES } from './moment.rules.js';

/** Playing back: so many minutes a step, four steps a second. */
const PLAYED = { minutes: 10, everyMs: 250 };

/** Which moment is looked at: now, or one of the last seven days. */
export function useMoment() {
  const { cityMs } = useCityClock();
  const nowMs = computed(() => cityMs.value ?? Date.now());
  const at = shallowRef<string | null>(null);
  const playing = shallowRef(false);
  const place = computed({
    get: () => placeOf(at.value, nowMs.value),
    set: (minutes: number) => (at.value = momentAt(minutes, nowMs.value)),
  });
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop() {
    clearInterval(timer);
    playing.value = false;
  }
  function step(minutes: number) {
    place.value = Math.min(SLIDER_MINUTES, Math.max(0, place.value + minutes));
    if (at.value === null) stop();
  }
  function play() {
    if (playing.value || at.value === null) return stop();
    playing.value = true;
    timer = setInterval(() => step(PLAYED.minutes), PLAYED.everyMs);
  }
  function live() {
    stop();
    at.value = null;
  }
  onScopeDispose(stop);
  return { at, place, nowMs, playing, step, play, live, settled: useSettled(() => at.value) };
}
