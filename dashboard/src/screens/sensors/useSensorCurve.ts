import type { SensorReadings } from '@protocol/sensor';
import { computed, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { exportReadings, readReadings } from '../../api/sensors.js';
import { useFollowed } from '../../live/useFollowed.js';
import { saveFile } from '../../ui/save-file.js';
import { endIn, rangeIn, RANGES, type RangeName } from './curve.rules.js';

/** The curve of a sensor over the range of the address (`r`, and `to` while it is not now), read again with `stamp`. */
export function useSensorCurve(id: Readonly<Ref<string>>, stamp: Readonly<Ref<unknown>>, nowMs: () => number) {
  const route = useRoute();
  const router = useRouter();
  const range = computed(() => rangeIn(route.query['r']));
  const end = computed(() => endIn(route.query['to'], nowMs()));
  const look = (r: RangeName, toMs: number | null) => {
    const to = toMs === null || toMs >= nowMs() ? undefined : new Date(toMs).toISOString();
    void router.replace({ query: { ...route.query, r: r === '6h' ? undefined : r, to } });
  };
  const spanNow = () => {
    const toMs = end.value ?? nowMs();
    return { fromMs: toMs - RANGES[range.value], toMs };
  };
  const iso = (ms: number) => new Date(ms).toISOString();
  const asked = (span: { fromMs: number; toMs: number }) => ({ from: iso(span.fromMs), to: iso(span.toMs) });
  const curve = useFollowed(
    () => `${id.value} ${range.value} ${end.value ?? ''}`,
    () => (end.value === null ? stamp.value : null),
    async (_key, signal) => {
      const span = spanNow();
      return { span, readings: await readReadings(id.value, asked(span), signal) };
    },
  );
  /** Saves the values of the range as a file. */
  async function save(kind: SensorReadings['of']) {
    saveFile(await exportReadings(id.value, asked(spanNow()), kind), `${id.value}.csv`);
  }
  return { range, end, look, save, curve: curve.found, curveError: curve.error };
}
