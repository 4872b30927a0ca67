import type { Instruction, InstructionAct } from '@protocol/instruction';
import { computed, shallowRef, watch } from 'vue';
import * as api from '../api/instructions.js';
import { useChannel } from '../live/useChannel.js';

/** What a form of an instruction holds when it is sent. */
export interface Said {
  text: string;
  progress?: { done: number; of: number };
  assessment?: 'met' | 'unmet';
}

/** Instructions within reach, read again whenever one moves, and what may be done with them. */
export function useInstructions(asked: () => api.InstructionsAsked = () => ({})) {
  const { state: live, status } = useChannel('instructions');
  const items = shallowRef<Instruction[] | null>(null);
  const cursor = shallowRef<string | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);

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
      const page = await api.listInstructions(asked());
      items.value = page.items;
      cursor.value = page.cursor;
    });
  const more = () =>
    attempt(async () => {
      const page = await api.listInstructions({ ...asked(), cursor: cursor.value });
      items.value = [...(items.value ?? []), ...page.items];
      cursor.value = page.cursor;
    });
  const send: Record<InstructionAct, (one: Instruction, said: Said) => Promise<Instruction>> = {
    answer: ({ id, version }, { text, progress }) =>
      api.answerInstruction(id, { version, text, ...(progress && { progress }) }),
    return: ({ id, version }, { text }) => api.returnInstruction(id, { version, text }),
    close: ({ id, version }, { text, assessment }) =>
      api.closeInstruction(id, { version, ...(text && { text }), ...(assessment && { assessment }) }),
  };
  /** Does it and shows what is true then; a refusal stands beside it. */
  async function act(one: Instruction, what: InstructionAct, said: Said): Promise<boolean> {
    busy.value = true;
    const done = await attempt(async () => void (await send[what](one, said)));
    const refused = failure.value;
    await load();
    failure.value = refused ?? failure.value;
    busy.value = false;
    return done;
  }
  watch(
    [() => live.value?.changed, () => live.value?.counts.overdue, () => JSON.stringify(asked())],
    () => void load(),
    {
      immediate: true,
    },
  );
  return {
    items,
    cursor,
    failure,
    busy,
    live,
    status,
    load,
    more,
    act,
    counts: computed(() => live.value?.counts ?? null),
  };
}
export type InstructionDesk = ReturnType<typeof useInstructions>;
