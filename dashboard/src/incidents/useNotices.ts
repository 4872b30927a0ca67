import { computed, shallowRef } from 'vue';
import { readNotices, retryNotice } from '../api/notices.js';
import { useProblem } from '../i18n/useProblem.js';
import { useFollowed } from '../live/useFollowed.js';

/** The notices of an incident, read again when it changed, and having one tried again. */
export function useNotices(incident: () => string, stamp: () => unknown) {
  const problem = useProblem();
  const found = useFollowed(incident, stamp, readNotices);
  const refused = shallowRef<string | null>(null);

  async function retry(id: string): Promise<void> {
    refused.value = await retryNotice(id).then(
      () => null,
      (error: unknown) => problem(error),
    );
    found.again();
  }
  return { notices: computed(() => found.found.value?.notices ?? []), refused, retry };
}
