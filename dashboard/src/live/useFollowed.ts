import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';

/** Whoever runs through a list asks for nothing: a thing is read when the key has stood so long. */
const STAY_MS = 150;

/** Reads something over HTTP for a key, and again when `stamp` changes. What belongs to another key is never shown. Null key: nothing. */
export function useFollowed<T>(
  key: MaybeRefOrGetter<string | null>,
  stamp: MaybeRefOrGetter<unknown>,
  read: (key: string, signal: AbortSignal) => Promise<T>,
) {
  const found = shallowRef<T | null>(null);
  const error = shallowRef<unknown>(null);
  let abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(asked: string): Promise<void> {
    abort.abort();
    const mine = (abort = new AbortController());
    try {
      const answer = await read(asked, mine.signal);
      if (mine.signal.aborted) return;
      found.value = answer;
      error.value = null;
    } catch (cause) {
      if (!mine.signal.aborted) error.value = cause;
    }
  }
  function plan(waitMs: number) {
    clearTimeout(timer);
    const asked = toValue(key);
    if (asked !== null) timer = setTimeout(() => void ask(asked), waitMs);
  }
  watch(
    () => toValue(key),
    () => {
      abort.abort();
      found.value = null;
      error.value = null;
      plan(STAY_MS);
    },
    { immediate: true },
  );
  watch(
    () => toValue(stamp),
    () => plan(STAY_MS),
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    abort.abort();
  });
  return { found, error, again: () => plan(0) };
}
