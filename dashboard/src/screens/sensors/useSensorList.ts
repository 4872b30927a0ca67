import type { SensorLine, SensorPage, SensorStanding } from '@protocol/sensor';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useCity } from '../../api/city.js';
import { listSensors } from '../../api/sensors.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useSensorWords } from './useSensorWords.js';

/** The list is read again this often: sensors fall silent and come back without anybody here doing anything. */
const EVERY_MS = 15_000;
const SEARCH_AFTER_MS = 250;
const PAGE = 100;
/** At most what the service gives at once: who looks further narrows the list. */
const MOST = 500;

/** The sensors as the address narrows them: standing `s`, metric `m`, source `source`, district `d`, search `q`, due for calibration `due`. */
export function useSensorList() {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { load, districts, city, zone } = useCity();
  const { cityMs } = useCityClock();
  void load().catch(() => undefined);
  const text = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '');
  const set = (name: string, value: string) =>
    void router.replace({ query: { ...route.query, [name]: value || undefined } });
  const param = (name: string) => computed({ get: () => text(name), set: (value: string) => set(name, value) });
  const url = {
    ...{ standing: param('s'), metric: param('m'), source: param('source'), district: param('d'), q: param('q') },
    due: computed({ get: () => text('due') === '1', set: (on: boolean) => set('due', on ? '1' : '') }),
  };
  const filters = computed(() => ({
    ...{ standing: url.standing.value, metric: url.metric.value, source: url.source.value },
    ...{ district: url.district.value, q: url.q.value, due: url.due.value ? '1' : null },
  }));

  const page = shallowRef<SensorPage | null>(null);
  const fault = shallowRef<unknown>(null);
  const chosen = shallowRef<string | null>(null);
  const wanted = shallowRef(PAGE);
  const sensors = computed<readonly SensorLine[]>(() => page.value?.items ?? []);
  let abort = new AbortController();
  async function read() {
    abort.abort();
    const mine = (abort = new AbortController());
    try {
      page.value = await listSensors({ ...filters.value, limit: String(wanted.value) }, mine.signal);
      fault.value = null;
    } catch (error) {
      if (!mine.signal.aborted) fault.value = error;
    }
  }
  let wait: ReturnType<typeof setTimeout> | undefined;
  watch(filters, () => {
    wanted.value = PAGE;
    clearTimeout(wait);
    wait = setTimeout(() => void read(), SEARCH_AFTER_MS);
  });
  const timer = setInterval(() => void read(), EVERY_MS);
  onScopeDispose(() => {
    clearInterval(timer);
    clearTimeout(wait);
    abort.abort();
  });
  void read();

  const step = (by: 1 | -1) => {
    const at = sensors.value.findIndex((s) => s.id === chosen.value);
    chosen.value = sensors.value[at < 0 ? 0 : Math.min(sensors.value.length - 1, Math.max(0, at + by))]?.id ?? null;
  };
  const open = (id: string | null) => id !== null && void router.push(`/sensors/${encodeURIComponent(id)}`);
  const isNarrowed = computed(() => Object.values(filters.value).some(Boolean));
  return {
    ...{ url, page, fault, sensors, chosen, cityMs, districts, city, zone, isNarrowed, step, open, read },
    ...useSensorWords(),
    /** Reads more of the list, as far as one answer goes. */
    more: () => {
      wanted.value = MOST;
      void read();
    },
    canMore: computed(() => page.value?.cursor !== null && wanted.value < MOST),
    only: (standing: SensorStanding) => set('s', url.standing.value === standing ? '' : standing),
    empty: computed(() => t(isNarrowed.value ? 'sensors.noMatch' : 'sensors.none')),
  };
}
export type SensorList = ReturnType<typeof useSensorList>;
