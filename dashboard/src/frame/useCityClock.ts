import { computed, watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { useCity } from '../api/city.js';
import { useHeartbeat } from '../live/useHeartbeat.js';
import { clockTime, dayName, shortTime } from '../time/city-time.js';

/** The city's clock and the connection's state, in words. The clock is the service's, in the city's zone, and stops when cut off. */
export function useCityClock() {
  const { locale } = useI18n();
  const { city, zone } = useCity();
  const heartbeat = useHeartbeat();
  watchEffect(() => heartbeat.setRate(city.value?.clockRate ?? 1));
  return {
    ...heartbeat,
    zone,
    time: computed(() => (heartbeat.cityMs.value === null ? '—' : clockTime(heartbeat.cityMs.value, zone.value))),
    day: computed(() =>
      heartbeat.cityMs.value === null ? '' : dayName(heartbeat.cityMs.value, zone.value, locale.value),
    ),
    short: (at: string | number) => shortTime(at, zone.value),
  };
}
