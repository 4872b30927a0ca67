import type { AlarmLine } from '@protocol/alarm';
import { computed, shallowRef, watch, type Ref } from 'vue';
import { readSensorAlarms } from '../../api/sensors.js';
import { useFollowed } from '../../live/useFollowed.js';

/** The alarms that a sensor had, the newest first: one page, read again with `stamp`, and as many older ones as are asked for. */
export function useSensorAlarms(id: Readonly<Ref<string>>, stamp: Readonly<Ref<unknown>>) {
  const first = useFollowed(id, stamp, (sensor, signal) => readSensorAlarms(sensor, null, signal));
  const older = shallowRef<{ items: readonly AlarmLine[]; cursor: string | null } | null>(null);
  watch(id, () => (older.value = null));
  const history = computed(() => {
    const seen = new Set(first.found.value?.items.map((alarm) => alarm.id));
    return [...(first.found.value?.items ?? []), ...(older.value?.items ?? []).filter((alarm) => !seen.has(alarm.id))];
  });
  const cursor = computed(() => (older.value ? older.value.cursor : (first.found.value?.cursor ?? null)));
  async function more() {
    const page = await readSensorAlarms(id.value, cursor.value);
    older.value = { items: [...(older.value?.items ?? []), ...page.items], cursor: page.cursor };
  }
  return { history, cursor, more };
}
