import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';

/** Whoever runs through a list draws nothing dear: a thing is settled when it has stood so long. */
const STAY_MS = 150;

/** Follows a value, a moment after it has come to rest. The first one counts at once. */
export function useSettled<T>(value: () => T): Readonly<Ref<T>> {
  const settled = shallowRef(value());
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(value, (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => (settled.value = now), STAY_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}
