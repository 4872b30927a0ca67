import { computed, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import { readUnit } from '../../api/field.js';
import { ApiError } from '../../api/http.js';
import { loadMe, me, signOut, unreachable } from '../../api/session.js';
import { disconnect } from '../../live/socket.js';
import { forgetAll, keepWho, readWho, type Who } from './kept.js';
import type { Act, ActKind } from './outbox/act.js';
import { useOutbox } from './outbox/useOutbox.js';
import { usePosition } from './place/usePosition.js';
import type { Task } from './tasks.options.js';
import { useFieldClock } from './useFieldClock.js';
import { useTasks } from './useTasks.js';

/** Everything the field page knows and does: who, when, tasks, what waits, where. */
export function useField() {
  const router = useRouter();
  const who = shallowRef<Who | null>(null);
  const clock = useFieldClock();
  const unitId = computed(() => who.value?.unit ?? null);
  const account = computed(() => who.value?.account ?? null);
  const tasks = useTasks(who, clock.online, clock.offsetMs);
  const unit = shallowRef<{ nameZh: string; nameEn: string; status: string } | null>(null);

  const loadUnit = async () => {
    if (unitId.value === null || !clock.online.value) return;
    try {
      unit.value = await readUnit(unitId.value);
    } catch (error) {
      // The name is a nicety: the page goes on with the unit's id.
      if (!(error instanceof ApiError)) throw error;
    }
  };
  const outbox = useOutbox(account, clock.online, () => void Promise.all([tasks.load(), loadUnit()]));
  const position = usePosition(unitId, clock.online);

  watch(
    me,
    async (now) => {
      const known = now === null ? null : { account: now.username, name: now.name, unit: now.unit };
      if (known) await keepWho(known).catch(() => undefined);
      who.value = known ?? who.value ?? (await readWho().catch(() => null));
    },
    { immediate: true },
  );
  // Started without a network: once there is one, see whether the session still lives.
  watch(clock.online, async (now) => {
    if (now && me.value === null && (await loadMe()) === null && !unreachable.value)
      await router.replace('/signin?next=/field');
  });
  watch([unitId, clock.online], loadUnit, { immediate: true });

  const waitingOf = (task: Pick<Task, 'id'>): Act[] => outbox.queue.value.filter((act) => act.incident === task.id);
  const act = (task: Task, kind: ActKind, more: Partial<Pick<Act, 'text' | 'shot'>> = {}) =>
    outbox.put({
      ...{ incident: task.id, no: task.card.no, assignment: task.assignment, unit: task.unit, kind },
      ...{ text: more.text ?? null, shot: more.shot ?? null, drill: task.card.isDrill },
    });
  const leave = async () => {
    await forgetAll();
    await signOut();
    disconnect();
    await router.push('/signin');
  };
  return { who, unit, clock, tasks, outbox, position, waitingOf, act, leave };
}
export type Field = ReturnType<typeof useField>;
