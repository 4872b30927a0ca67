import type { OnDuty, Shift } from '@protocol/roster';
import { computed, onScopeDispose, shallowRef } from 'vue';
import { readOnDuty, readShifts } from '../../api/forces.js';
import { postsOf } from './roster.rules.js';

/** The roster changes by hand or at a turn; half a minute late is soon enough, ms. */
const EVERY_MS = 30_000;
const AHEAD_MS = 24 * 3_600_000;

/** Today's roster and its gaps, read again every half minute. What was read stays while reading again fails. @param nowMs city time */
export function useRoster(nowMs: () => number | null) {
  const read = shallowRef<{ duty: OnDuty; shifts: Shift[] } | null>(null);
  const fault = shallowRef<unknown>(null);

  async function load(): Promise<void> {
    try {
      const duty = await readOnDuty();
      const shifts = await readShifts(new Date(Date.parse(duty.at) + AHEAD_MS).toISOString());
      read.value = { duty, shifts };
      fault.value = null;
    } catch (error) {
      fault.value = error;
    }
  }
  void load();
  const timer = setInterval(() => !document.hidden && void load(), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));

  return {
    fault,
    posts: computed(() => {
      if (!read.value) return null;
      const { duty, shifts } = read.value;
      return postsOf(duty.posts, shifts, nowMs() ?? Date.parse(duty.at));
    }),
    gaps: computed(() => read.value?.duty.posts.flatMap((post) => post.gaps.map((gap) => ({ post, ...gap }))) ?? []),
  };
}
