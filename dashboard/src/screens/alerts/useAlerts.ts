import type { Alert, AlertHead, Alerts } from '@protocol/alert-command';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { compileAlert, listAlerts, moveAlert, readAlert, type PlainAct } from '../../api/alerts.js';
import { sectionsOf } from './alerts.rules.js';
import { useLightTone } from './useLightTone.js';

/** What others did shows within, ms; one's own acts show at once. */
const EVERY_MS = 5000;

/** The alerts of all months, the one that is open with its work, and what is done to it. */
export function useAlerts() {
  useLightTone();
  const route = useRoute();
  const router = useRouter();
  const list = shallowRef<Alerts | null>(null);
  const one = shallowRef<Alert | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);

  const openId = computed(() => {
    const { id } = route.params;
    return typeof id === 'string' && id !== '' ? id : (list.value?.alerts[0]?.id ?? null);
  });
  const sections = computed(() => (one.value ? sectionsOf(one.value.document) : []));
  const section = computed(() => sections.value.find(({ id }) => id === route.query['section']) ?? sections.value[0]);
  const choose = (id: string) => void router.replace({ query: { ...route.query, section: id } });
  const open = ({ id }: Pick<AlertHead, 'id'>) => void router.push(`/alerts/${encodeURIComponent(id)}`);
  const step = (by: 1 | -1) => {
    const next = sections.value[sections.value.findIndex(({ id }) => id === section.value?.id) + by];
    if (next) choose(next.id);
  };

  /** Runs one act; what it failed with stands on the screen until the next one. */
  const attempt = async (work: () => Promise<Alert | void>): Promise<boolean> => {
    if (busy.value) return false;
    busy.value = true;
    try {
      const changed = await work();
      if (changed) one.value = changed;
      failure.value = null;
      return true;
    } catch (error) {
      failure.value = error;
      return false;
    } finally {
      busy.value = false;
    }
  };
  const read = async () => {
    list.value = await listAlerts();
    const id = openId.value;
    one.value = id === null ? null : await readAlert(id);
  };
  /** Does something to the open alert, then reads what became of it. */
  const act = (work: (alert: Alert) => Promise<unknown>) =>
    attempt(async () => {
      if (one.value) await work(one.value);
      await read();
    });
  const move = (name: PlainAct, more: Record<string, unknown> = {}) =>
    act(({ id, revision }) => moveAlert(id, name, { revision, ...more }));
  /** Drafts the open alert anew from its figures, or the next month where none is open. */
  const compile = () => (one.value ? move('compilations') : attempt(async () => (await compileAlert(), await read())));

  void attempt(read);
  watch(openId, () => void attempt(read));
  const timer = setInterval(
    () => !document.hidden && !busy.value && failure.value === null && void attempt(read),
    EVERY_MS,
  );
  onScopeDispose(() => clearInterval(timer));
  return {
    ...{ list, one, sections, section, failure, busy, openId },
    ...{ choose, open, step, act, move, compile, read: () => attempt(read) },
  };
}
export type AlertDesk = ReturnType<typeof useAlerts>;
