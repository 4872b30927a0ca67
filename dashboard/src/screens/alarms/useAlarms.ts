import type { AlarmLine, AlarmTab } from '@protocol/alarm';
import type { AlarmGroup } from '@protocol/live/alarms';
import { computed, ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import { listAlarms } from '../../api/alarms.js';
import { useCity } from '../../api/city.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useChannel } from '../../live/useChannel.js';
import { useFollowed } from '../../live/useFollowed.js';
import { alarmsOf, groupLines, heldOrder, type ListLine } from './alarms.rules.js';
import { useIdle } from './useIdle.js';

/** Tabs in the order of their keys 1 to 7. */
export const TABS: readonly AlarmTab[] = [
  ...(['standing', 'unacknowledged', 'acknowledged', 'returned', 'shelved', 'suppressed', 'disabled'] as const),
];

/** The alarms of the screen: live groups, the list of a tab, what is open, and where the cursor stands. */
export function useAlarms() {
  const { zone, load } = useCity();
  const { cityMs } = useCityClock();
  const { state: live, status, code: refusal } = useChannel('alarms');
  void load().catch(() => undefined);
  const tab = shallowRef<AlarmTab>('standing');
  const ungrouped = shallowRef(false);
  const { query } = useRoute();
  // The risk map leads here with what it means.
  const q = ref(typeof query['q'] === 'string' ? query['q'] : '');
  const cursor = shallowRef<string | null>(null);
  const opened = shallowRef<ReadonlySet<string>>(new Set());
  const isGrouped = computed(() => tab.value === 'standing' && !ungrouped.value && q.value.trim() === '');

  const groups = useHeld(() => live.value?.groups ?? []);
  const returned = computed(() => live.value?.returned ?? []);
  const flat = useFlatList({ tab, q, isGrouped, stamp: () => live.value?.asOf.seq });
  const whole = useWholeGroups(opened, () => live.value);
  const lines = computed<ListLine[]>(() => {
    if (!isGrouped.value)
      return (flat.found.value?.items ?? []).map((alarm) => ({ kind: 'alarm', id: alarm.id, alarm, inGroup: false }));
    const isOpen = (id: string) => opened.value.has(id);
    const of = (isBack: boolean) => ({ isOpen, returned: isBack, alarms: (g: AlarmGroup) => whole.of(g, isBack) });
    return [...groups.value.flatMap((g) => groupLines([g], of(false))), ...groupLines(returned.value, of(true))];
  });
  const chosen = computed(() => lines.value.find((line) => line.id === cursor.value) ?? null);

  function toggle(id: string, open: boolean) {
    const next = new Set(opened.value);
    if (open) next.add(id);
    else next.delete(id);
    opened.value = next;
  }
  function move(by: 1 | -1) {
    const at = lines.value.findIndex((line) => line.id === cursor.value);
    const next = at < 0 ? 0 : Math.min(lines.value.length - 1, Math.max(0, at + by));
    cursor.value = lines.value[next]?.id ?? null;
  }
  /** Closes the group around the cursor, and puts the cursor on it. */
  function fold() {
    const at = lines.value.findIndex((line) => line.id === cursor.value);
    const head = lines.value.slice(0, at + 1).findLast((line) => line.kind === 'group');
    if (!head) return;
    toggle(head.id, false);
    cursor.value = head.id;
  }
  watch(tab, () => (cursor.value = null));
  return {
    ...{ live, status, refusal, cityMs, zone, tab, ungrouped, q, isGrouped, lines, cursor, chosen },
    total: computed(() => flat.found.value?.total ?? null),
    listError: flat.error,
    again: flat.again,
    ...{ toggle, move, fold, alarmsIn: whole.of },
  };
}
export type AlarmsScreen = ReturnType<typeof useAlarms>;

/** Groups in an order that only changes while nobody touches the page. */
function useHeld(now: () => readonly AlarmGroup[]) {
  const idle = useIdle();
  const order = shallowRef<readonly string[]>([]);
  watch(
    [now, idle],
    ([groups, isIdle]) => {
      if (isIdle || order.value.length === 0) order.value = groups.map((g) => g.id);
    },
    { immediate: true },
  );
  return computed(() => heldOrder(now(), order.value));
}

/** The list of a tab that is not grouped, read anew when the alarms moved. */
function useFlatList(of: {
  tab: { value: AlarmTab };
  q: { value: string };
  isGrouped: { value: boolean };
  stamp: () => unknown;
}) {
  const key = computed(() => (of.isGrouped.value ? null : JSON.stringify({ tab: of.tab.value, q: of.q.value.trim() })));
  return useFollowed(key, of.stamp, (asked, signal) =>
    listAlarms({ ...(JSON.parse(asked) as { tab: AlarmTab; q: string }), limit: 200 }, signal),
  );
}

/** The alarms of open groups: what the channel carries, and by HTTP where it carries only a part. */
function useWholeGroups(
  opened: { value: ReadonlySet<string> },
  live: () => { window: AlarmLine[]; groups: AlarmGroup[]; returned: AlarmGroup[]; asOf: { seq: number } } | null,
) {
  /** Groups that are open and not whole in the window. */
  const lacking = computed(() => {
    const now = live();
    if (!now) return null;
    const all = [...now.groups.map((g) => [g, false] as const), ...now.returned.map((g) => [g, true] as const)];
    const parts = all.filter(
      ([g, back]) => opened.value.has(`${back ? 'r' : 'g'}:${g.id}`) && alarmsOf(g, now.window, back).length < g.n,
    );
    if (parts.length === 0) return null;
    return JSON.stringify(
      parts.map(([g, back]) => ({ id: g.id, cause: g.cause, district: g.districts.join(','), back })),
    );
  });
  const more = useFollowed(
    lacking,
    () => live()?.asOf.seq,
    async (asked, signal) => {
      const parts = JSON.parse(asked) as { id: string; cause: string; district: string; back: boolean }[];
      const pages = await Promise.all(
        parts.slice(0, 6).map(({ cause, district, back }) => {
          const of = cause === 'other' ? { district } : { cause, district };
          return listAlarms({ tab: back ? 'returned' : 'standing', ...of, limit: 200 }, signal);
        }),
      );
      return pages.flatMap((page) => page.items);
    },
  );
  return {
    of: (group: AlarmGroup, back: boolean): AlarmLine[] => {
      const byId = new Map((more.found.value ?? []).map((alarm) => [alarm.id, alarm]));
      for (const alarm of live()?.window ?? []) byId.set(alarm.id, alarm);
      return alarmsOf(group, [...byId.values()], back);
    },
  };
}
