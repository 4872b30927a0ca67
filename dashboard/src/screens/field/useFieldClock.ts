import { computed, onScopeDispose, shallowRef, watchEffect } from 'vue';
import { useCity } from '../../api/city.js';
import { useHeartbeat } from '../../live/useHeartbeat.js';
import { useTick } from '../../live/tick.js';

/** A link that is down for less than this is only late, ms. */
const PATIENCE_MS = 3000;

/**
 * The city's time for countdowns, which go on without a network: limits do too. By the service while it is heard, else by the phone's own clock and
 * the last known difference. `online`: whether the service is heard.
 */
export function useFieldClock() {
  const heartbeat = useHeartbeat();
  const { city } = useCity();
  const tick = useTick();
  const offsetMs = shallowRef(0);
  const hasNetwork = shallowRef(navigator.onLine);
  const note = () => (hasNetwork.value = navigator.onLine);
  for (const event of ['online', 'offline']) window.addEventListener(event, note);
  onScopeDispose(() => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, note);
  });

  const rate = computed(() => city.value?.clockRate ?? 1);
  watchEffect(() => heartbeat.setRate(rate.value));
  const isHeard = computed(() => heartbeat.cityMs.value !== null && heartbeat.state.value !== 'cut');
  watchEffect(() => {
    if (isHeard.value && heartbeat.cityMs.value !== null) offsetMs.value = heartbeat.cityMs.value - Date.now();
  });
  const downSince = shallowRef<number | null>(null);
  watchEffect(() => {
    if (heartbeat.link.value.up && hasNetwork.value) downSince.value = null;
    else downSince.value ??= performance.now();
  });
  const offlineMs = computed(() => (downSince.value === null ? 0 : Math.max(0, tick.value - downSince.value)));
  return {
    offsetMs,
    /** Epoch ms in the city, moved by the tick. */
    nowMs: computed(() => {
      void tick.value;
      return heartbeat.cityMs.value !== null && isHeard.value ? heartbeat.cityMs.value : Date.now() + offsetMs.value;
    }),
    online: computed(() => downSince.value === null),
    /** How long nothing was heard, ms; 0 while it is only late. */
    offlineMs: computed(() => (offlineMs.value < PATIENCE_MS && hasNetwork.value ? 0 : Math.max(1, offlineMs.value))),
  };
}
