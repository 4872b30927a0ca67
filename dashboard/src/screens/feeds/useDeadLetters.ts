import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import {
  discardDeadLetter,
  listDeadLetters,
  readDeadLetter,
  replayDeadLetter,
  settleEach,
  type DeadLetter,
  type DeadLetterText,
} from '../../api/dead-letters.js';
import { can } from '../../api/session.js';

/** Letters that one list shows; the counts beside it are of all. */
export const LISTED = 50;
const LOGGED = 6;

/** Which dead letters the panel is about. `waiting` is the live count: when it moves, the list is read again. */
export interface LettersWanted {
  source: string | null;
  code: string | null;
  waiting: number;
}

/** Reads and settles the dead letters of one feed and reason. What was read stays when a later read fails. */
export function useDeadLetters(wanted: ComputedRef<LettersWanted>) {
  const manages = computed(() => can('deadletters.manage'));
  const letters = shallowRef<readonly DeadLetter[]>([]);
  const log = shallowRef<readonly DeadLetter[]>([]);
  const open = shallowRef<DeadLetterText | null>(null);
  const fault = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  /** When the list was read last, RFC 3339 on this page's clock. */
  const readAt = shallowRef<string | null>(null);

  async function load(): Promise<void> {
    if (!manages.value) return;
    const { source, code } = wanted.value;
    const isStale = () => source !== wanted.value.source || code !== wanted.value.code;
    try {
      const [waiting, settled] = await Promise.all([
        code === null ? null : listDeadLetters({ source, code, state: 'waiting', limit: LISTED }),
        listDeadLetters({ source, state: 'settled', limit: LOGGED }),
      ]);
      if (isStale()) return;
      letters.value = waiting?.items ?? [];
      log.value = settled.items;
      fault.value = null;
      readAt.value = new Date().toISOString();
      if (!letters.value.some((l) => l.id === open.value?.id)) await show(letters.value[0]?.id ?? null);
    } catch (error) {
      if (!isStale()) fault.value = error;
    }
  }

  async function show(id: string | null): Promise<void> {
    try {
      open.value = id === null ? null : await readDeadLetter(id);
    } catch (error) {
      fault.value = error;
    }
  }

  async function settle(ids: readonly string[], act: (id: string) => Promise<boolean>) {
    busy.value = true;
    const settled = await settleEach(ids, act);
    busy.value = false;
    await load();
    fault.value ??= settled.fault;
    return settled;
  }

  watch([() => wanted.value.source, () => wanted.value.code, () => wanted.value.waiting, manages], load, {
    immediate: true,
  });
  return {
    manages,
    letters,
    log,
    open,
    fault,
    busy,
    readAt,
    load,
    show,
    replay: (ids: readonly string[]) => settle(ids, replayDeadLetter),
    discard: (id: string, reason: string) => settle([id], (one) => discardDeadLetter(one, reason)),
  };
}
