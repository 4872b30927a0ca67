import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { useCity } from '../../api/city.js';
import { readAfterPhotos, readGiven, type Given } from '../../api/field.js';
import { ApiError } from '../../api/http.js';
import { keepTasks, readKept, type Who } from './kept.js';
import { sorted, type Task } from './tasks.options.js';

/** The phone asks for its tasks so often while it is looked at, ms: a task comes with a message anyway. */
const EVERY_MS = 15_000;

/** The tasks of a unit: from the centre while it is heard, else as they were, without their text. */
export function useTasks(who: Ref<Who | null>, online: Ref<boolean>, offsetMs: Ref<number>) {
  const { typeName, areaName, load: loadCity } = useCity();
  const tasks = shallowRef<readonly Task[]>([]);
  /** Names of types and districts that were kept, for a start without a network. */
  const names = shallowRef(new Map<string, { type: string; area: string }>());
  /** When they were read, epoch ms of the phone; null: never. `fresh`: in this very session. */
  const readMs = shallowRef<number | null>(null);
  const fresh = shallowRef(false);
  const failure = shallowRef<ApiError | null>(null);
  let afterPhotos: Set<string> | null = null;

  const load = async (): Promise<void> => {
    const { unit = null, account = null } = who.value ?? {};
    if (unit === null || account === null) return;
    try {
      const [given] = await Promise.all([readGiven(unit), loadCity()]);
      afterPhotos ??= await readAfterPhotos();
      tasks.value = sorted(given.map((one) => toTask(one, afterPhotos ?? new Set())));
      [readMs.value, fresh.value, failure.value] = [Date.now(), true, null];
      await keep(account);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // No answer is told by the strip; the others stand on the page.
      failure.value = error.status === 0 ? null : error;
    }
  };
  const keep = (account: string) =>
    keepTasks(account, {
      atMs: Date.now(),
      offsetMs: offsetMs.value,
      tasks: tasks.value.map(({ title: _title, place: _place, ...task }) => ({
        ...task,
        typeName: typeName(task.card.type),
        areaName: areaName(task.card.district),
      })),
    }).catch(() => undefined);

  const recall = async (account: string): Promise<void> => {
    const kept = await readKept(account).catch(() => null);
    if (!kept || fresh.value) return;
    names.value = new Map(kept.tasks.map((t) => [t.id, { type: t.typeName, area: t.areaName }]));
    tasks.value = kept.tasks.map((task) => ({ ...task, title: null, place: null }));
    readMs.value = kept.atMs;
    if (offsetMs.value === 0) offsetMs.value = kept.offsetMs;
  };

  watch(
    [who, online],
    async () => {
      if (who.value && !fresh.value) await recall(who.value.account);
      if (online.value) await load();
    },
    { immediate: true },
  );
  const timer = setInterval(() => !document.hidden && online.value && void load(), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));

  const nameOf = (task: Task) =>
    fresh.value ? typeName(task.card.type) : (names.value.get(task.id)?.type ?? task.card.type);
  const whereOf = (task: Task) => {
    if (task.place) return task.place;
    const area = fresh.value ? areaName(task.card.district) : (names.value.get(task.id)?.area ?? '');
    return [area, task.card.road].filter(Boolean).join(' ');
  };
  return { tasks: computed(() => tasks.value), readMs, fresh, failure, load, nameOf, whereOf };
}

function toTask({ assignment, incident }: Given, afterPhotos: ReadonlySet<string>): Task {
  const { title, place, ...card } = incident;
  return {
    ...{ id: incident.id, assignment: assignment.id, unit: assignment.unit, state: assignment.state },
    ...{ card, title, place, needsAfter: afterPhotos.has(`${card.procedure} ${card.procedureVersion}`) },
  };
}
