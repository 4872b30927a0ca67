import type { ReportTask } from '@protocol/report';
import { computed, onScopeDispose, shallowRef } from 'vue';
import { ApiError } from '../api/http.js';
import { readPendingReports } from '../api/reports.js';
import { can } from '../api/session.js';
import { nearest } from './reports.rules.js';

/** Reports are asked for by the hour and the half hour: asking this often shows a new one soon enough. */
const EVERY_MS = 5000;

/** The reports that are asked for now, and the one that runs out first. Who may not read incidents sees none. */
export function useReportsDue() {
  const tasks = shallowRef<readonly ReportTask[]>([]);
  const read = async () => {
    try {
      tasks.value = (await readPendingReports()).tasks.filter(({ isDrill }) => !isDrill);
    } catch (error) {
      // The last answer stands; that the service is away is said elsewhere.
      if (!(error instanceof ApiError)) throw error;
    }
  };
  if (can('incidents.read')) {
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    onScopeDispose(() => clearInterval(timer));
  }
  return { count: computed(() => tasks.value.length), first: computed(() => nearest(tasks.value)) };
}
