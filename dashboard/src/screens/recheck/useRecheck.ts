import type { Incident, IncidentFile, IncidentPage } from '@protocol/incident';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { listIncidents, moveIncident, readIncidentFile } from '../../api/incidents.js';
import { useProcedures } from '../../api/procedures.js';
import { reachOf } from '../../api/session.js';
import { inPlace, verdictsOf, type Verdict } from './recheck.options.js';

/** The list is asked for so often, ms; one's own verdicts show at once. */
const EVERY_MS = 5000;
/** So many are enough to work through; the count says when there are more. */
const MOST = 200;

/** What waits where the account may give verdicts: others' districts are read on the desk. */
function readMine(): Promise<IncidentPage> {
  const reach = reachOf('incidents.dispatch');
  if (reach?.length === 0) return Promise.resolve({ items: [], cursor: null });
  return listIncidents({ filter: 'check', limit: MOST, ...(reach && { district: reach.join(',') }) });
}

/** Incidents that wait to be checked, the one that is looked at, and the verdicts on it. */
export function useRecheck() {
  const route = useRoute();
  const router = useRouter();
  const procedures = useProcedures();
  const list = shallowRef<readonly Incident[]>([]);
  const hasMore = shallowRef(false);
  const isRead = shallowRef(false);
  const chosen = shallowRef<Incident | null>(null);
  const file = shallowRef<IncidentFile | null>(null);
  /** What could not be read; and why the last verdict was refused, which a later reading leaves standing. */
  const failure = shallowRef<unknown>(null);
  const refusal = shallowRef<unknown>(null);
  const busy = shallowRef(false);
  /** What was done last: the number and the state it came to. */
  const done = shallowRef<Incident | null>(null);
  /** Where the chosen one stood in the list, so that the next one is found when another desk has taken it away. */
  let place = 0;

  const choose = (incident: Incident | undefined) => {
    if (!incident) return;
    [chosen.value, refusal.value] = [incident, null];
    void router.replace({ query: { ...route.query, i: incident.no } });
  };
  const indexOf = (id: string | undefined) => list.value.findIndex((i) => i.id === id);
  const step = (by: 1 | -1) => {
    const at = indexOf(chosen.value?.id);
    choose(list.value[at >= 0 ? at + by : by > 0 ? place : place - 1]);
  };
  /** The chosen one stays until the person moves on: a key must never act on an incident that slipped below it. */
  const keep = () => {
    const at = indexOf(chosen.value?.id);
    if (at >= 0) [chosen.value, place] = [list.value[at]!, at];
    else chosen.value ??= list.value.find((i) => i.no === route.query['i']) ?? list.value[0] ?? null;
  };

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
      const [page] = await Promise.all([readMine(), procedures.load()]);
      list.value = inPlace(list.value, page.items);
      [hasMore.value, isRead.value] = [page.cursor !== null, true];
      keep();
    });
  const open = () =>
    attempt(async () => {
      const { value } = chosen;
      const read = value && (await readIncidentFile(value.id));
      if (chosen.value?.id === value?.id) file.value = read;
    });
  const isListed = computed(() => indexOf(chosen.value?.id) >= 0);
  watch([() => chosen.value?.id, () => chosen.value?.version, isListed], open);

  /** Set when the one that is looked at was moved on by somebody else: what it is now. */
  const moved = computed(() => {
    const { value } = file;
    return value && value.id === chosen.value?.id && value.lane !== 'check' ? value : null;
  });
  const verdicts = computed(() => {
    const { value } = file;
    if (!value || value.id !== chosen.value?.id) return [];
    return verdictsOf(
      value.can,
      procedures.of(value)?.transitions.filter((way) => way.from.includes(value.state)) ?? [],
    );
  });
  const send = ({ id, version }: IncidentFile, { command, outcome }: Verdict, reason: string | null) =>
    moveIncident(id, {
      version,
      command: command as 'check',
      ...(outcome && { outcome }),
      ...(reason && { reason }),
    });
  /** Gives a verdict; the next one moves up. A conflict or refusal stands below the photos, and what is true is read again. */
  const give = async (verdict: Verdict, reason: string | null): Promise<void> => {
    const { value } = file;
    if (!value || value.id !== chosen.value?.id || busy.value) return;
    busy.value = true;
    refusal.value = null;
    try {
      done.value = await send(value, verdict, reason);
      if (done.value.lane !== 'check') {
        const others = list.value.filter((i) => i.id !== value.id);
        chosen.value = null;
        choose(others[place] ?? others[0]);
      }
    } catch (error) {
      refusal.value = error;
    }
    await load();
    await open();
    busy.value = false;
  };

  void load();
  const timer = setInterval(() => !document.hidden && !busy.value && void load(), EVERY_MS);
  onScopeDispose(() => clearInterval(timer));
  return { list, hasMore, isRead, chosen, file, moved, verdicts, failure, refusal, busy, done, choose, step, give };
}
export type Recheck = ReturnType<typeof useRecheck>;
