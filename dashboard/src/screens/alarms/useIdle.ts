import { onScopeDispose, readonly, shallowRef } from 'vue';

/** Rows stay where they are until nobody has touched the page for so long. @source screens §2.2 */
const IDLE_MS = 5000;

/** Whether nobody has touched the page for five seconds. */
export function useIdle() {
  const idle = shallowRef(true);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touched = () => {
    idle.value = false;
    clearTimeout(timer);
    timer = setTimeout(() => (idle.value = true), IDLE_MS);
  };
  for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const)
    document.addEventListener(kind, touched, { passive: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const)
      document.removeEventListener(kind, touched);
  });
  return readonly(idle);
}
