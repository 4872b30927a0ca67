import { onMounted, shallowRef } from 'vue';
import type { Page } from '../../api/query.js';

/** A list that is read a page at a time; reading on appends. What was read stays when a read fails. */
export function usePages<T>(read: (cursor: string | null) => Promise<Page<T>>) {
  const items = shallowRef<readonly T[] | null>(null);
  const cursor = shallowRef<string | null>(null);
  const fault = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  let asked = 0;

  async function page(from: string | null): Promise<void> {
    const mine = (asked += 1);
    busy.value = true;
    try {
      const answer = await read(from);
      // A filter that changed meanwhile has its own answer on the way.
      if (mine !== asked) return;
      items.value = from === null ? answer.items : [...(items.value ?? []), ...answer.items];
      cursor.value = answer.cursor;
      fault.value = null;
    } catch (error) {
      if (mine === asked) fault.value = error;
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  const load = () => page(null);
  onMounted(load);
  return { items, cursor, fault, busy, load, more: () => page(cursor.value) };
}
