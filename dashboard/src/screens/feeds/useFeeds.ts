import { computed, shallowRef, watch } from 'vue';
import { reloadCity, useCity } from '../../api/city.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useChannel } from '../../live/useChannel.js';
import { cityHour } from '../../time/city-time.js';
import { feedRows, feedsSentence, findFeeds, nextBroken, waitingByCode } from './feeds.options.js';

/** The feeds as the channel tells them, which one is selected, and how to move among them. */
export function useFeeds() {
  const { city, zone, sourceName, load } = useCity();
  const { cityMs } = useCityClock();
  const { state: health, status, code: refusal } = useChannel('intake-health');
  const selected = shallowRef<string | null>(null);
  const words = shallowRef('');
  void load().catch(() => undefined);

  const sources = computed(
    () => city.value?.sources.map((s) => ({ id: s.id, name: sourceName(s.id), streams: s.streams })) ?? [],
  );
  const all = computed(() => {
    if (!health.value) return [];
    const nowMs = cityMs.value ?? Date.parse(health.value.asOf.at);
    return feedRows(health.value, sources.value, { nowMs, hourOf: (ms) => cityHour(ms, zone.value) });
  });
  const rows = computed(() => findFeeds(all.value, words.value));
  const chosen = computed(() => all.value.find((r) => r.id === selected.value) ?? null);
  reloadUnknown(() => (city.value ? all.value.filter((r) => r.streams.length === 0).map((r) => r.id) : []));

  const at = () => rows.value.findIndex((r) => r.id === selected.value);
  const select = (index: number) => (selected.value = rows.value[index]?.id ?? selected.value);
  return {
    health,
    status,
    refusal,
    cityMs,
    zone,
    all,
    rows,
    words,
    selected,
    chosen,
    sentence: computed(() => feedsSentence(all.value, health.value?.totals ?? { deadLetters: 0, clockSkew: 0 })),
    broken: computed(() => all.value.filter((r) => r.status === 'interrupted')),
    reasons: computed(() => (health.value ? waitingByCode(health.value, selected.value) : [])),
    next: () => select(Math.min(rows.value.length - 1, at() + 1)),
    previous: () => select(Math.max(0, at() - 1)),
    toBroken: () => {
      const i = nextBroken(rows.value, at());
      if (i >= 0) select(i);
    },
  };
}

/** A source that the loaded city does not know was registered since: the city is read again, once per such source. */
function reloadUnknown(unknown: () => string[]): void {
  const asked = new Set<string>();
  watch(unknown, (ids) => {
    if (ids.every((id) => asked.has(id))) return;
    ids.forEach((id) => asked.add(id));
    void reloadCity().catch(() => undefined);
  });
}
