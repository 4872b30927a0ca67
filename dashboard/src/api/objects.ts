import type { ObjectContact, ObjectFile, ObjectImported, ObjectPage } from '@protocol/object';
import { request } from './http.js';
import { queryOf } from './query.js';

/** What the list shows; empty is everything. */
export interface ObjectsShown {
  grade: string;
  q: string;
  overdue: boolean;
}

const of = (code: string) => `/api/v1/objects/${encodeURIComponent(code)}`;

/** Reads objects, the worst grades first, from a cursor on. */
export const listObjects = ({ grade, q, overdue }: ObjectsShown, cursor?: string | null) =>
  request<ObjectPage>(`/api/v1/objects${queryOf({ grade, q, overdue: overdue ? 'true' : null, cursor })}`);

/** Reads one object with its grades and incidents. @throws ApiError 404 */
export const readObject = (code: string) => request<ObjectFile>(of(code));

/** Opens who answers for it; the reason goes into the audit. @throws ApiError 404 when nobody is known */
export const readContact = (code: string, reason: string) =>
  request<ObjectContact>(`${of(code)}/contact${queryOf({ reason })}`);

/** Takes a register in as CSV; bad lines come back with their faults. */
export const importObjects = (csv: string) =>
  request<ObjectImported>('/api/v1/objects/import', { method: 'POST', body: { csv } });
