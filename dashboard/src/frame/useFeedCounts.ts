import type { Situation } from '@protocol/live/situation';
import { computed, type ComputedRef, type Ref } from 'vue';

/** How many feeds run and how many are interrupted; null before anything is known. */
export function useFeedCounts(
  situation: Readonly<Ref<Situation | null>>,
): ComputedRef<{ ok: number; bad: number } | null> {
  return computed(() => {
    if (!situation.value) return null;
    const bad = situation.value.totals.interrupted;
    return { bad, ok: situation.value.sources.filter((s) => s.status === 'live' || s.status === 'unwatched').length };
  });
}
