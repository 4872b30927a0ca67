import { shallowRef, type ShallowRef } from 'vue';
import { onTick } from './tick.js';

/** Follows a place in the journal at most every so many ms, so that what is read over HTTP is read again when the city moved. */
export function usePulse(seq: () => number | null, everyMs: number): Readonly<ShallowRef<number>> {
  const pulse = shallowRef(0);
  let at = performance.now();
  onTick(() => {
    const now = seq();
    if (now === null || now === pulse.value || performance.now() - at < everyMs) return;
    at = performance.now();
    pulse.value = now;
  });
  return pulse;
}
