import type { ReportTask } from '@protocol/report';
import { computed, ref, shallowRef } from 'vue';
import { readReports, readReportText, submitReport } from '../api/reports.js';
import { useProblem } from '../i18n/useProblem.js';
import { useFollowed } from '../live/useFollowed.js';

/** The information reports of an incident, read again when it changed; one of them can be open with its text. */
export function useReports(incident: () => string, stamp: () => unknown) {
  const problem = useProblem();
  const found = useFollowed(incident, stamp, readReports);
  const open = shallowRef<ReportTask | null>(null);
  const text = ref('');
  const refused = shallowRef<string | null>(null);
  const busy = shallowRef(false);

  async function attempt(act: () => Promise<void>): Promise<void> {
    busy.value = true;
    refused.value = null;
    await act().catch((error: unknown) => (refused.value = problem(error)));
    busy.value = false;
  }
  const read = (task: ReportTask) =>
    attempt(async () => {
      text.value = '';
      open.value = task;
      text.value = (await readReportText(task)).text;
    });
  const submit = () =>
    attempt(async () => {
      if (!open.value) return;
      await submitReport(open.value, text.value.trim());
      open.value = null;
      found.again();
    });
  return { tasks: computed(() => found.found.value?.tasks ?? []), open, text, refused, busy, read, submit };
}
