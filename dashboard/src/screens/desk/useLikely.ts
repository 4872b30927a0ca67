import type { Incident } from '@protocol/incident';
import { computed, type Ref } from 'vue';
import { readDuplicates } from '../../api/units.js';
import { useFollowed } from '../../live/useFollowed.js';

/** Open incidents that may be the same thing as the chosen one, the likeliest first, and whether all that is open near it was compared. */
export function useLikely(incident: Readonly<Ref<Incident | null>>, stamp: Readonly<Ref<unknown>>) {
  const found = useFollowed(() => (incident.value?.lane ? incident.value.id : null), stamp, readDuplicates);
  return {
    likely: computed(() => found.found.value?.suggestions ?? []),
    compared: computed(() => found.found.value?.compared ?? null),
  };
}
