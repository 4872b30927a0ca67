import type { ObservationCourse, ObservationRaw, Rows } from '@protocol/rows';
import { request, send } from './http.js';

/** Rows a sheet asks for at a time. */
const PAGE = 200;

/** Reads one page of the rows behind a figure. @param query query string of `GET /api/v1/rows` */
export function readRows(query: string, cursor: string | null, signal?: AbortSignal): Promise<Rows> {
  const params = new URLSearchParams(query);
  params.set('limit', String(PAGE));
  if (cursor) params.set('cursor', cursor);
  return request<Rows>(`/api/v1/rows?${params.toString()}`, signal ? { signal } : {});
}

/** Fetches all rows behind a figure as CSV that spreadsheets open with Chinese intact. */
export async function exportRows(query: string): Promise<Blob> {
  const params = new URLSearchParams(query);
  params.set('bom', '1');
  const answer = await send(`/api/v1/rows?${params.toString()}`, { headers: { accept: 'text/csv' } });
  return answer.blob();
}

/** Reads one observation with the messages of its record. */
export function readCourse(id: string): Promise<ObservationCourse> {
  return request<ObservationCourse>(`/api/v1/observations/${id}`);
}

/** Reads a message as its source sent it. The reason goes into the audit. */
export function readRaw(id: string, reason: string): Promise<ObservationRaw> {
  return request<ObservationRaw>(`/api/v1/observations/${id}/raw?${new URLSearchParams({ reason }).toString()}`);
}
