import type { LimitInput } from '@protocol/sensor-limit';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { useCity } from '../../api/city.js';
import { readLimits, readSensor, setLimit } from '../../api/sensors.js';
import { reaches } from '../../api/session.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useChannel } from '../../live/useChannel.js';
import { useFollowed } from '../../live/useFollowed.js';
import { usePulse } from '../../live/usePulse.js';
import { limitLines } from './curve.rules.js';
import { useSensorParts } from './useSensorParts.js';

/** Values are read again at most this often while the city moves. */
const EVERY_MS = 10_000;

/** One sensor: what it is and how it is, its curve over the range of the address, its limits, and the alarms it had. */
export function useSensor() {
  const { locale } = useI18n();
  const route = useRoute();
  const { load, zone } = useCity();
  const { cityMs } = useCityClock();
  void load().catch(() => undefined);
  const id = computed(() => String(route.params['id'] ?? ''));
  const channel = useChannel('alarms');
  const pulse = usePulse(() => channel.seq.value, EVERY_MS);

  const file = useFollowed(id, pulse, readSensor);
  const limits = useFollowed(id, pulse, readLimits);
  const lines = computed(() => {
    const [sensor, known] = [file.found.value, limits.found.value];
    if (!sensor || !known) return [];
    return limitLines(sensor.rules, known, (rule) => (locale.value === 'en' ? rule.nameEn : rule.nameZh));
  });
  async function change(rule: string, body: LimitInput) {
    limits.found.value = await setLimit(id.value, rule, body);
    file.again();
  }
  return {
    ...useSensorParts(id, pulse, () => cityMs.value ?? Date.now()),
    ...{ id, zone, cityMs, lines, change },
    ...{ sensor: file.found, error: file.error, limits: limits.found },
    mayChange: computed(() => file.found.value !== null && reaches('catalogue.manage', file.found.value.district)),
  };
}
export type SensorScreen = ReturnType<typeof useSensor>;
