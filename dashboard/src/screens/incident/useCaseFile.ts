import type { CourseLine } from '@protocol/incident';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useCity } from '../../api/city.js';
import { loadProcedures } from '../../api/procedures.js';
import { readAssignments } from '../../api/units.js';
import { useCityClock } from '../../frame/useCityClock.js';
import { useIncidentFile } from '../../incidents/useIncidentFile.js';
import { useFollowed } from '../../live/useFollowed.js';
import { usePulse } from '../../live/usePulse.js';

/** What others do to an open file is read again so often. */
const AGAIN_MS = 4000;

/** One incident with everything of it, and the line of its course that is being looked at (`line` in the address). */
export function useCaseFile() {
  const route = useRoute();
  const router = useRouter();
  const names = useCity();
  const clock = useCityClock();
  void names.load().catch(() => undefined);
  void loadProcedures().catch(() => undefined);

  const no = computed(() => (typeof route.params['no'] === 'string' ? route.params['no'] : null));
  const pulse = usePulse(() => clock.seq.value, AGAIN_MS);
  const opened = useIncidentFile(no, pulse);
  const given = useFollowed(() => opened.file.value?.id ?? null, pulse, readAssignments);

  const seq = computed(() => Number(route.query['line']) || null);
  const lines = computed(() => [...(opened.file.value?.course ?? [])].reverse());
  const line = computed(() => lines.value.find((l) => l.seq === seq.value) ?? lines.value.at(-1) ?? null);
  const show = (to: CourseLine | undefined) =>
    to && void router.replace({ query: { ...route.query, line: String(to.seq) } });
  // The page's name is what a printed dossier is filed under.
  watch(opened.file, (file) => file && (document.title = `${file.no} ${file.title ?? ''}`.trim()));

  return {
    ...names,
    clock,
    file: opened.file,
    error: opened.error,
    assignments: computed(() => given.found.value?.assignments ?? []),
    line,
    show,
    /** Goes up or down the course. */
    move(by: 1 | -1) {
      const at = line.value ? lines.value.indexOf(line.value) : -1;
      show(lines.value[Math.min(lines.value.length - 1, Math.max(0, at + by))]);
    },
    back: () =>
      window.history.state?.back ? router.back() : void router.push({ path: '/desk', query: { i: no.value } }),
  };
}
