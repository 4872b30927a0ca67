import type { ReportTask, ReportTasks, ReportText } from '@protocol/report';
import { request } from './http.js';

const of = (incident: string) => `/api/v1/incidents/${encodeURIComponent(incident)}/reports`;

/** Reads the information reports of an incident, the nearest first. */
export function readReports(incident: string, signal?: AbortSignal): Promise<ReportTasks> {
  return request<ReportTasks>(of(incident), signal ? { signal } : {});
}

/** Reads the reports of all incidents within reach that are still asked for, the nearest first. */
export function readPendingReports(signal?: AbortSignal): Promise<ReportTasks> {
  return request<ReportTasks>('/api/v1/report-tasks', signal ? { signal } : {});
}

/** Reads a report with its text: as submitted, or drafted from the incident as it stands. */
export function readReportText({ incident, id }: ReportTask): Promise<ReportText> {
  return request<ReportText>(`${of(incident)}/${id}`);
}

/** Submits a report word for word. @throws ApiError report/submitted (409) when somebody else was faster */
export function submitReport({ incident, id }: ReportTask, text: string): Promise<ReportTask> {
  return request<ReportTask>(`${of(incident)}/${id}/submissions`, { method: 'POST', body: { text } });
}
