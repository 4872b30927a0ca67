import type { KpiBoard } from '@protocol/kpi';
import { isGroup } from '@protocol/kpi-value';
import { computed, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useCity } from '../../api/city.js';
import { request } from '../../api/http.js';
import { readKpis } from '../../api/kpis.js';
import { useChannel } from '../../live/useChannel.js';
import { monthsBefore, treeOf, usualOf, withLive, type Shown } from './kpi.rules.js';

/** Months of the small line, the running one last. */
const MONTHS = 12;
/** Values of the whole area come live; those of its districts are read again every so many minutes of the city. */
const EVERY_MINUTES = 1;

/** The indicators of the running month with their course of twelve, and what of them the address says is shown. */
export function useKpis() {
  const route = useRoute();
  const router = useRouter();
  const names = useCity();
  const { state } = useChannel('situation');
  const { state: live } = useChannel('kpi-board', { period: 'month' });
  const read = shallowRef<KpiBoard | null>(null);
  const board = computed(() => read.value && withLive(read.value, live.value));
  const earlier = shallowRef<readonly KpiBoard[]>([]);
  const shapes = shallowRef<GeoJSON.FeatureCollection | null>(null);
  const failure = shallowRef<unknown>(null);
  void names.load().catch(() => undefined);

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      failure.value = null;
    } catch (error) {
      failure.value = error;
    }
  }
  const load = () => attempt(async () => void (read.value = await readKpis({ period: 'month', by: 'district' })));
  const slot = computed(() => {
    const to = state.value?.windows.lastHour.to;
    return to === undefined ? null : Math.floor(Date.parse(to) / (EVERY_MINUTES * 60_000));
  });
  watch([slot, () => live.value?.period.start], () => void load(), { immediate: true });
  // Months that are over are read once, one after the other: they stand still.
  watch(
    () => board.value?.period.start,
    (start) =>
      start &&
      void attempt(async () => {
        const months: KpiBoard[] = [];
        for (const at of monthsBefore(start, MONTHS - 1)) months.push(await readKpis({ period: 'month', at }));
        earlier.value = months;
      }),
  );
  void attempt(async () => void (shapes.value = await request('/api/v1/city/layers/districts')));

  const text = (key: string) => (typeof route.query[key] === 'string' ? route.query[key] : '');
  const set = (values: Record<string, string | undefined>) =>
    void router.replace({ query: { ...route.query, ...values } });
  const open = computed(() => {
    const named = text('open');
    const all = board.value?.indicators.filter((line) => isGroup(line)).map(({ code }) => code) ?? [];
    return new Set(named === '' ? all : named.split(','));
  });
  const shown = computed((): Shown => ({ open: open.value, exceptions: text('x') === '1', found: text('q') }));
  const courseOf = (code: string): (number | null)[] => {
    const at = (of: KpiBoard | null) => of?.indicators.find((line) => line.code === code)?.value.value ?? null;
    return [...earlier.value.map(at), at(board.value)];
  };
  return {
    ...{ ...names, board, shapes, failure, shown, courseOf, load },
    usual: (code: string) => usualOf(courseOf(code).slice(0, -1)),
    tree: computed(() => (board.value ? treeOf(board.value, shown.value) : null)),
    chosen: computed(() => board.value?.indicators.find(({ code }) => code === text('k')) ?? null),
    choose: (k: string | undefined) => set({ k }),
    find: (q: string) => set({ q: q || undefined }),
    narrow: (isOn: boolean) => set({ x: isOn ? '1' : undefined }),
    /** Opens or folds a group; with nothing open the address says so. */
    fold: (code: string) => {
      const next = new Set(open.value);
      if (!next.delete(code)) next.add(code);
      set({ open: [...next].join(',') || '-' });
    },
  };
}
