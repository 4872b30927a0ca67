import type { Incident, IncidentFile } from '@protocol/incident';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listIncidents, moveIncident, readIncidentFile } from '../../api/incidents.js';
import { useProcedures } from '../../api/procedures.js';
import { inPlace, verdictsOf, type Verdict } from './recheck.options.js';

/** The list is asked for so often, ms; one's own verdicts show at once. */
const EVERY_MS = 5000;
/** So many are enough to work through; the count says when there are more. */
const MOST = 200;

/** Incidents that wait to be checked, the one that is looked at, and the verdicts on it. */
export function useRecheck() {
  const route = useRoute();
  const router = useRouter();
  const procedures = useProcedures();
  const list = shallowRef<readonly Incident[]>([]);
  const hasMore = shallowRef(false);
  const isRead = shallowRef(false);
  const file = shallowRef<IncidentFile | null>(null);
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  /** What was done last: the number and the state it came to. */
  const done = shallowRef<Incident | null>(null);

  const chosen = computed(() => list.value.find((i) => i.no === route.query['i']) ?? list.value[0] ?? null);
  const choose = (incident: Incident | undefined) => {
    if (incident) void router.replace({ query: { ...route.query, i: incident.no } });
  };
  const step = (by: 1 | -1) => choose(list.value[list.value.findIndex((i) => i.id === chosen.value?.id) + by]);

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      failure.value = null;
    } catch (error) {
      failure.value = error;
    }
  };
  const load = () =>
    attempt(async () => {
      const [page] = await Promise.all([listIncidents({ filter: 'check', limit: MOST }), procedures.load()]);
      list.value = inPlace(list.value, page.items);
      [hasMore.value, isRead.value] = [page.cursor !== null, true];
    });
  const open = () =>
    attempt(async () => {
      const { value } = chosen;
      const read = value && (await readIncidentFile(value.id));
      if (chosen.value?.id === value?.id) file.value = read;
    });
  watch([() => chosen.value?.id, () => chosen.value?.version], open);

  const verdicts = computed(() => {
    const { value } = file;
    if (!value || value.id !== chosen.value?.id) return [];
    return verdictsOf(
      value.can,
      procedures.of(value)?.transitions.filter((way) => way.from.includes(value.state)) ?? [],
    );
  });
  /** Gives a verdict; the next one moves up. A conflict or refusal stands below the photos, and what is true is read again. */
  const give = async ({ command, outcome }: Verdict, reason: string | null): Promise<void> => {
    const { value } = file;
    if (!value || busy.value) return;
    busy.value = true;
    const next = list.value[list.value.findIndex((i) => i.id === value.id) + 1] ?? list.value[0];
    await attempt(async () => {
      const body = {
        version: value.version,
        command: command as 'check',
        ...(outcome && { outcome }),
        ...(reason && { reason }),
      };
      done.value = await moveIncident(value.id, body);
      if (done.value.lane !== 'check') choose(next);
    });
    const refused = failure.value;
    await load();
    await open();
    failure.value = refused ?? failure.value;
    busy.value = false;
  };

  void load();
  const timer = setInterval(() => !document.hidden && !busy.value && void load(), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  return { list, hasMore, isRead, chosen, file, verdicts, failure, busy, done, choose, step, give, load };
}
export type Recheck = ReturnType<typeof useRecheck>;
