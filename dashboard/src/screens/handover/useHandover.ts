import type { Handover, Handovers } from '@protocol/handover';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import * as api from '../../api/handovers.js';

/** The list and the open handover are asked for so often, ms: the other side may have acted. */
const EVERY_MS = 5000;

/** Handovers, the one that is read, and what both sides do with it. */
export function useHandover() {
  const route = useRoute();
  const router = useRouter();
  const all = shallowRef<Handovers | null>(null);
  const one = shallowRef<Handover | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);

  const list = computed(() => all.value?.handovers ?? []);
  const chosen = computed(() => list.value.find((h) => h.id === route.query['h'])?.id ?? list.value[0]?.id ?? null);
  /** The running shift, when nobody has drafted its handover yet. */
  const undrafted = computed(() => {
    const running = all.value?.running ?? null;
    const isThere = list.value.some((h) => h.shift.id === running?.shift && h.from === running.from);
    return isThere ? null : running;
  });
  const choose = (id: string | undefined) => {
    if (id) void router.replace({ query: { ...route.query, h: id } });
  };
  const step = (by: 1 | -1) => choose(list.value[list.value.findIndex((h) => h.id === chosen.value) + by]?.id);

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      failure.value = null;
      return true;
    } catch (error) {
      failure.value = error;
      return false;
    }
  }
  const load = () =>
    attempt(async () => {
      all.value = await api.listHandovers();
      if (chosen.value === null) one.value = null;
      else await open(chosen.value);
    });
  async function open(id: string): Promise<void> {
    const read = await api.readHandover(id);
    // While somebody types, what he types must not be read over; the version says whether something changed.
    const isSame = one.value?.id === id && one.value.version === read.version;
    if (chosen.value === id && (!isSame || one.value?.messages.length !== read.messages.length || hasMoved(read)))
      one.value = read;
  }
  const hasMoved = (read: Handover) => read.mustName.join() !== one.value?.mustName.join();
  watch(chosen, (id) => id !== null && id !== one.value?.id && void attempt(() => open(id)));

  /** Does it and shows what is true then; a refusal stands beside what is true now. */
  async function act(work: (id: string, version: number) => Promise<Handover>): Promise<boolean> {
    const { value } = one;
    if (!value || busy.value) return false;
    busy.value = true;
    const done = await attempt(async () => void (one.value = await work(value.id, value.version)));
    const refused = failure.value;
    await load();
    failure.value = refused ?? failure.value;
    busy.value = false;
    return done;
  }
  async function draft(): Promise<void> {
    busy.value = true;
    await attempt(async () => {
      one.value = await api.draftHandover();
      all.value = await api.listHandovers();
      choose(one.value.id);
    });
    busy.value = false;
  }

  void load();
  const timer = setInterval(() => !document.hidden && !busy.value && void load(), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  return {
    ...{ all, list, one, chosen, undrafted, failure, busy, choose, step, load, draft },
    can: computed(() => new Set(one.value?.can)),
    compile: () => act(api.compileHandover),
    note: (notes: string) => act((id, version) => api.noteHandover(id, version, notes)),
    give: () => act(api.giveHandover),
    takeBack: () => act(api.takeBackHandover),
    accept: (named: readonly string[]) => act((id, version) => api.acceptHandover(id, version, named)),
    say: (text: string) => act((id) => api.sayToHandover(id, text)),
  };
}
export type HandoverDesk = ReturnType<typeof useHandover>;
