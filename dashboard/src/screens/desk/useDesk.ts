import type { Incident } from '@protocol/incident';
import { computed, shallowRef, watch } from 'vue';
import { useCity } from '../../api/city.js';
import { loadProcedures } from '../../api/procedures.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useIncidentFile } from '../../incidents/useIncidentFile.js';
import { usePulse } from '../../live/usePulse.js';
import { useQueue } from './queue/useQueue.js';
import { useActs } from './useActs.js';
import { useDispatch } from './useDispatch.js';
import { useDeskUrl } from './useDeskUrl.js';
import { useLikely } from './useLikely.js';
import { useToast } from './useToast.js';

/** What others do to the chosen incident is read again so often while the city moves. */
const AGAIN_MS = 4000;

/** The desk: the queue, the chosen incident with its file, and what is done to it. */
export function useDesk() {
  const names = useCity();
  const clock = useCityClock();
  const url = useDeskUrl();
  void names.load().catch(() => undefined);
  void loadProcedures().catch(() => undefined);

  const selected = shallowRef<string | null>(null);
  const looked = computed(() => ({ filter: url.filter.value, district: url.district.value, q: url.q.value }));
  const queue = useQueue(looked, selected);
  const row = computed(() => {
    void queue.store.stamp.value;
    return selected.value === null ? null : (queue.store.rows.get(selected.value)?.incident ?? null);
  });

  const pulse = usePulse(() => queue.live.value?.asOf.seq ?? null, AGAIN_MS);
  const opened = useIncidentFile(
    () => selected.value ?? url.no.value,
    () => `${row.value?.version ?? 0} ${pulse.value}`,
  );
  watch(opened.file, (file) => {
    if (!file) return;
    queue.store.put(file);
    selected.value ??= file.id;
  });
  watch(row, (incident) => incident && (url.no.value = incident.no));
  // An address that names another incident (back, forward, a link) chooses it.
  watch(url.no, (no) => {
    if (no !== null && no !== row.value?.no) selected.value = idOf(no);
  });
  watch(queue.shown, (order) => {
    if (selected.value === null && url.no.value === null) selected.value = order[0] ?? null;
  });
  const idOf = (no: string) => [...queue.store.rows.values()].find((r) => r.incident.no === no)?.incident.id ?? null;

  /** The file, when it is the chosen incident's and not older than its row. */
  const file = computed(() => (opened.file.value?.id === selected.value ? opened.file.value : null));
  const incident = computed((): Incident | null => {
    const [now, held] = [file.value, row.value];
    return now && held && held.version > now.version ? { ...now, ...held } : (now ?? held);
  });

  const toasts = useToast();
  const acts = useActs(file, { changed: queue.store.put, stale: opened.reload, say: toasts.say });
  const dispatch = useDispatch(incident, pulse, {
    send: acts.send,
    isBusy: acts.isBusy,
    changed: (id) => queue.store.readAgain([id]),
  });
  const { likely, compared } = useLikely(incident, pulse);

  return {
    zone: names.zone,
    ...toasts,
    dispatch,
    canGrade: computed(() => acts.takes('grade')),
    canMerge: computed(() => acts.acts.value.some((act) => act.id === 'merge')),
    canComment: computed(() => acts.takes('comment')),
    /** Open incidents that may be the same thing as the chosen one. */
    likely,
    compared,
    url,
    clock,
    queue,
    selected,
    incident,
    file,
    fileError: opened.error,
    acts,
    /** Reads the chosen incident anew: something was done to it elsewhere. */
    reload: opened.reload,
    choose(id: string | null) {
      selected.value = id;
    },
    /** Moves the choice up or down the queue. */
    move(by: 1 | -1) {
      const order = queue.shown.value;
      if (order.length === 0) return;
      queue.touch();
      const at = selected.value === null ? -1 : order.indexOf(selected.value);
      selected.value = order[Math.min(order.length - 1, Math.max(0, at + by))] ?? null;
    },
  };
}
export type Desk = ReturnType<typeof useDesk>;
