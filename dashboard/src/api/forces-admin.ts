import type { ProfileUnit } from '@protocol/profile-units';
import type { GapList, PostGap, RosterImported, Shift, ShiftChange, ShiftInput, ShiftList } from '@protocol/roster';
import type { RoutingImported, UnitChange, UnitKept, UnitRegister, UnitsImported } from '@protocol/unit-admin';
import { request, send } from './http.js';
import { queryOf } from './query.js';

/** What a file says: rows of a JSON array, or CSV as it is. */
export type FileText = { rows: unknown[] } | { csv: string };

const of = (unit: string) => `/api/v1/units/${encodeURIComponent(unit)}`;
const post = <T>(path: string, body?: unknown) => request<T>(path, { method: 'POST', body });

/** Lists units as they are kept, retired ones too. */
export const listKept = async () => (await request<UnitRegister>('/api/v1/unit-register')).units;

/** Registers a unit. @throws ApiError 409 unit/exists */
export const createUnit = (body: Partial<ProfileUnit>) => post<UnitKept>('/api/v1/units', body);

/** Changes a unit as a whole; a phone that is left out stays. */
export const changeUnit = (unit: string, body: Partial<UnitChange>) =>
  request<UnitKept>(of(unit), { method: 'PUT', body });

/** Retires a unit or brings it back. @throws ApiError 409 unit/has-work, unit/in-routing */
export const retireUnit = (unit: string, retired: boolean) =>
  post<UnitKept>(`${of(unit)}/${retired ? 'retire' : 'resume'}`);

/** Takes units in, all or none. @throws ApiError 422 with a pointer to each fault */
export const importUnits = (file: FileText, retireOthers: boolean) =>
  post<UnitsImported>('/api/v1/units/import', { ...bodyOf(file, 'units'), retireOthers });

/** Puts rules in the place of all. @throws ApiError 422 with a pointer to each fault */
export const importRouting = (file: FileText) => post<RoutingImported>('/api/v1/routing', bodyOf(file, 'rules'));

/** Replaces shifts of the posts and the span that the lines cover. @throws ApiError 422 with a pointer to each fault */
export const importRoster = (file: FileText) => post<RosterImported>('/api/v1/roster', bodyOf(file, 'shifts'));

/** Reads shifts and gaps of a window, RFC 3339. */
export async function readRoster(from: string, to: string): Promise<{ shifts: Shift[]; gaps: PostGap[] }> {
  const asked = queryOf({ from, to });
  const [{ shifts }, { gaps }] = await Promise.all([
    request<ShiftList>(`/api/v1/roster${asked}`),
    request<GapList>(`/api/v1/roster/gaps${asked}`),
  ]);
  return { shifts, gaps };
}

/** Puts somebody on a post. */
export const addShift = (body: ShiftInput) => post<Shift>('/api/v1/roster/shifts', body);

/** Changes a shift; its post stays. */
export const changeShift = (id: string, body: ShiftChange) =>
  request<Shift>(`/api/v1/roster/shifts/${id}`, { method: 'PUT', body });

/** Cancels a shift. */
export const cancelShift = (id: string) => request(`/api/v1/roster/shifts/${id}`, { method: 'DELETE' });

/** Fetches a list as CSV and lets the browser save it. */
export async function saveCsv(path: string, name: string): Promise<void> {
  const blob = await (await send(path, { headers: { accept: 'text/csv' } })).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function bodyOf(file: FileText, name: 'units' | 'rules' | 'shifts'): Record<string, unknown> {
  return 'csv' in file ? { csv: file.csv } : { [name]: file.rows };
}
