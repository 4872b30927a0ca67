import type { Assignment, AssignmentList } from '@protocol/dispatch';
import type { StoredFile } from '@protocol/file';
import type { Incident, IncidentPage } from '@protocol/incident';
import type { Procedures } from '@protocol/procedure';
import type { Unit } from '@protocol/unit';
import { request, send } from './http.js';

/** An incident that was given to a unit. */
export interface Given {
  assignment: Assignment;
  incident: Incident;
}

/** What one's unit has now and had within a city day. */
export async function readGiven(unit: string): Promise<Given[]> {
  const query = new URLSearchParams({ open: '0', unit });
  const { assignments } = await request<AssignmentList>(`/api/v1/assignments?${query.toString()}`);
  const pages = await Promise.all(
    [false, true].map((drill) =>
      readIncidents(
        assignments.filter((a) => a.drill === drill),
        drill,
      ),
    ),
  );
  const byId = new Map(pages.flat().map((incident) => [incident.id, incident]));
  return assignments.flatMap((assignment) => {
    const incident = byId.get(assignment.incident);
    return incident ? [{ assignment, incident }] : [];
  });
}

async function readIncidents(assignments: readonly Assignment[], drill: boolean): Promise<Incident[]> {
  const ids = [...new Set(assignments.map((a) => a.incident))].slice(-200);
  if (ids.length === 0) return [];
  const query = new URLSearchParams({ filter: 'all', limit: '500', id: ids.join(','), ...(drill && { drill: '1' }) });
  return (await request<IncidentPage>(`/api/v1/incidents?${query.toString()}`)).items;
}

/** Reads a unit with its status clock. */
export function readUnit(id: string): Promise<Unit> {
  return request<Unit>(`/api/v1/units/${encodeURIComponent(id)}`);
}

/** Procedures that want a photo taken after the work, by id and version. */
export async function readAfterPhotos(): Promise<Set<string>> {
  const { procedures } = await request<Procedures>('/api/v1/procedures');
  return new Set(procedures.filter((p) => p.afterPhoto).map((p) => `${p.id} ${p.version}`));
}

/** Says where one's unit is. */
export async function sendPosition(unit: string, at: { lon: number; lat: number; at: string }): Promise<void> {
  await request(`/api/v1/units/${encodeURIComponent(unit)}/position`, { method: 'POST', body: at, quiet401: true });
}

/** Sends a photo as it is. @throws ApiError, e.g. `file/broken` */
export async function sendPhoto(
  path: string,
  { bytes, type }: { bytes: ArrayBuffer; type: string },
): Promise<StoredFile> {
  const answer = await send(path, { method: 'POST', raw: new Blob([bytes], { type }), quiet401: true });
  return (await answer.json()) as StoredFile;
}

/** Sends a command under its key: told again, it is done once. */
export async function postAct(path: string, body: unknown, key: string): Promise<void> {
  await request(path, { method: 'POST', body, headers: { 'idempotency-key': key }, quiet401: true });
}
