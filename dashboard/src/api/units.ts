import type { AssignInput, AssignmentList, Dispatched, Recommendation } from '@protocol/dispatch';
import type { DuplicateList, DuplicatesOfInput } from '@protocol/duplicate';
import { request } from './http.js';

const of = (incident: string) => `/api/v1/incidents/${encodeURIComponent(incident)}`;

/** Ranks the units for an incident. */
export function readRecommendation(incident: string, signal?: AbortSignal): Promise<Recommendation> {
  return request<Recommendation>(`${of(incident)}/recommendation`, signal ? { signal } : {});
}

/** Reads to whom an incident was given. */
export function readAssignments(incident: string, signal?: AbortSignal): Promise<AssignmentList> {
  return request<AssignmentList>(`${of(incident)}/assignments`, signal ? { signal } : {});
}

/** Gives an incident to units, all or none. @throws ApiError 409 with what stands now */
export function assignUnits(
  incident: string,
  body: Omit<AssignInput, 'override'> & { override?: boolean },
): Promise<Dispatched> {
  return request<Dispatched>(`${of(incident)}/assignments`, { method: 'POST', body });
}

/** Takes the newest assignment back while its time lasts. */
export function undoAssignment(incident: string): Promise<Dispatched> {
  return request<Dispatched>(`${of(incident)}/assignments/undo`, { method: 'POST', body: {} });
}

/** 收回: takes an assignment back from its unit, with the reason. */
export function withdrawAssignment(assignment: string, reason: string): Promise<Dispatched> {
  const path = `/api/v1/assignments/${encodeURIComponent(assignment)}/withdraw`;
  return request<Dispatched>(path, {
    method: 'POST',
    body: { reason },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
}

/** Reads the open incidents that may be the same thing. */
export function readDuplicates(incident: string, signal?: AbortSignal): Promise<DuplicateList> {
  return request<DuplicateList>(`${of(incident)}/duplicates`, signal ? { signal } : {});
}

/** Asks which open incidents a call may be about. */
export function duplicatesOf(body: DuplicatesOfInput, signal?: AbortSignal): Promise<DuplicateList> {
  const options = { method: 'POST' as const, body };
  return request<DuplicateList>('/api/v1/incidents/duplicates-of', signal ? { ...options, signal } : options);
}
