import type { DutyQueue } from '@protocol/live/duty-queue';
import { computed, effectScope, onScopeDispose, shallowRef, watch, type EffectScope, type Ref } from 'vue';
import { onTick } from '../../../live/tick.js';
import { useChannel } from '../../../live/useChannel.js';
import { freshIn, orderOf, withPinned } from './queue.rules.js';
import { useQueueRows, type Looked } from './useQueueRows.js';

/** So long after the last key or movement rows stay where they are. @source docs of screens, §6.2 */
const CALM_AFTER_MS = 5000;
/** Rows outside the live window are read again so often while they are seen. */
const AGAIN_MS = 2000;
/** A search is asked again so often while the queue moves. */
const SEARCH_AGAIN_MS = 5000;

/** The live queue of the desk: what stands in it, in an order that does not move under the hand, and what waits to be let in. */
export function useQueue(looked: Readonly<Ref<Looked>>, selected: Readonly<Ref<string | null>>) {
  const live = shallowRef<DutyQueue | null>(null);
  const refused = shallowRef<string | null>(null);
  const shown = shallowRef<readonly string[]>([]);
  const next = shallowRef<readonly string[]>([]);
  const frozen = shallowRef(false);
  const seen = shallowRef<readonly string[]>([]);
  const store = useQueueRows(renew);
  let touchedAt = -Infinity;
  let window = new Set<string>();
  let againAt = 0;
  let searchedAt = 0;
  let readSeq = 0;

  /** Computes what should stand in the queue; the screen follows when nobody is at work in it. */
  function renew() {
    const { filter } = looked.value;
    const atMs = live.value ? Date.parse(live.value.overdueAt) : Date.now();
    next.value = orderOf(store.rows.values(), { filter, read: store.read, found: store.found, atMs });
    if (shown.value.length === 0 || isCalm()) settle();
    else append();
  }
  const isCalm = () => !frozen.value && performance.now() - touchedAt >= CALM_AFTER_MS;
  function settle() {
    const id = selected.value;
    const pinned = id === null ? null : { id, index: shown.value.indexOf(id) };
    shown.value = withPinned(next.value, pinned);
  }
  /** Rows below the last one move nothing: a page that was read is shown at once. */
  function append() {
    const last = shown.value.at(-1);
    const from = last === undefined ? -1 : next.value.lastIndexOf(last);
    if (from >= 0 && from < next.value.length - 1)
      shown.value = [...shown.value, ...freshIn(shown.value, next.value.slice(from + 1))];
  }

  function take(state: DutyQueue) {
    live.value = state;
    if (looked.value.q === '') {
      const now = new Set(state.window.map((card) => card.id));
      const unknown = store.take(state.window);
      // What left the window was closed, moved on, or is less pressing now: only the service knows which.
      const left = [...window].filter((id) => !now.has(id));
      window = now;
      if (unknown.length + left.length > 0) void store.readAgain([...unknown, ...left]).catch(() => undefined);
    } else store.take(state.window);
    renew();
  }
  function readSeen(state: DutyQueue) {
    const now = performance.now();
    if (state.asOf.seq === readSeq || now < againAt) return;
    againAt = now + AGAIN_MS;
    readSeq = state.asOf.seq;
    const outside = seen.value.filter((id) => !window.has(id));
    void store.readAgain(outside).catch(() => undefined);
    if (looked.value.q !== '' && now > searchedAt + SEARCH_AGAIN_MS) {
      searchedAt = now;
      void store.look(looked.value);
    }
  }

  let scope: EffectScope | undefined;
  function watchLive({ filter, district }: Looked) {
    scope?.stop();
    scope = effectScope();
    scope.run(() => {
      const channel = useChannel('duty-queue', { filter, ...(district !== null && { district }) });
      watch(channel.state, (state) => state && !frozen.value && take(state), { immediate: true });
      watch(channel.code, (code) => (refused.value = code));
    });
  }
  watch(
    looked,
    (now, before) => {
      window = new Set();
      shown.value = [];
      renew();
      if (now.filter !== before?.filter || now.district !== before.district) watchLive(now);
      void store.look(now);
    },
    { immediate: true },
  );
  onTick(() => {
    if (frozen.value) return;
    if (live.value) readSeen(live.value);
    if (isCalm() && shown.value !== next.value) settle();
  });
  // Any key is a hand at work, whatever it does.
  const touch = () => (touchedAt = performance.now());
  document.addEventListener('keydown', touch);
  onScopeDispose(() => {
    document.removeEventListener('keydown', touch);
    scope?.stop();
  });

  const belonging = computed(() => new Set(next.value));
  return {
    store,
    live,
    refused,
    shown,
    /** New rows that wait until the hand is still. */
    fresh: computed(() => freshIn(shown.value, next.value)),
    /** Whether a row still belongs to what is looked at; one that does not stays where it is until the hand is still. */
    isGone: (id: string) => !belonging.value.has(id),
    frozen,
    seen,
    /** Somebody is at work in the list. */
    touch,
    settle,
  };
}
