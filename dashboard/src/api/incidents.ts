import type { TickInput } from '@protocol/checklist';
import type {
  ExtensionDecision,
  ExtensionInput,
  GradeInput,
  MergeInput,
  MoveInput,
  ReasonInput,
} from '@protocol/incident-command';
import type { Incident, IncidentFile, IncidentPage, QueueFilter } from '@protocol/incident';
import { request } from './http.js';
import { queryOf } from './query.js';

const BASE = '/api/v1/incidents';
const one = (id: string) => `${BASE}/${encodeURIComponent(id)}`;
/** A command sent twice is done once. */
const once = () => ({ 'idempotency-key': crypto.randomUUID() });

/** What to list. `q` looks in number, place, title and text; several priorities or ids by comma. */
export interface IncidentsAsked {
  filter?: QueueFilter | 'closed' | 'all';
  district?: string;
  priority?: string;
  source?: string;
  id?: string;
  record?: string;
  q?: string;
  limit?: number;
  cursor?: string | null;
}

/** Reads one page of incidents, the most pressing first. */
export function listIncidents(asked: IncidentsAsked, signal?: AbortSignal): Promise<IncidentPage> {
  return request<IncidentPage>(`${BASE}${queryOf({ ...asked })}`, signal ? { signal } : {});
}

/** Reads the whole file of an incident by id or number. */
export function readIncidentFile(idOrNo: string, signal?: AbortSignal): Promise<IncidentFile> {
  return request<IncidentFile>(one(idOrNo), signal ? { signal } : {});
}

/** Moves an incident by its procedure. @throws ApiError incident/changed (409) when somebody else was faster */
export function moveIncident(id: string, body: MoveInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/moves`, { method: 'POST', body, headers: once() });
}

/** Changes how fast and how bad an incident is. */
export function gradeIncident(id: string, body: GradeInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/grades`, { method: 'POST', body, headers: once() });
}

/** Puts one incident into another. */
export function mergeIncident(id: string, body: MergeInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/merges`, { method: 'POST', body, headers: once() });
}

/** Takes a merge back. */
export function unmergeIncident(id: string): Promise<Incident> {
  return request<Incident>(`${one(id)}/merges/undo`, { method: 'POST', body: {}, headers: once() });
}

/** Puts words to an incident. */
export function commentIncident(id: string, text: string): Promise<unknown> {
  return request(`${one(id)}/comments`, { method: 'POST', body: { text }, headers: once() });
}

/** 督办: watches over an incident from now on. */
export function superviseIncident(id: string, body: ReasonInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/supervisions`, { method: 'POST', body, headers: once() });
}

/** 催办: reminds those it was given to. */
export function remindIncident(id: string, body: ReasonInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/reminders`, { method: 'POST', body, headers: once() });
}

/** 延期: asks for more time. */
export function askExtension(id: string, body: ExtensionInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/extensions`, { method: 'POST', body, headers: once() });
}

/** Grants or refuses more time. */
export function decideExtension(id: string, body: ExtensionDecision): Promise<Incident> {
  return request<Incident>(`${one(id)}/extensions/decision`, { method: 'POST', body, headers: once() });
}

/** Ticks an item of the checklist of an incident, or takes the tick back. */
export function tickItem(id: string, body: TickInput): Promise<Incident> {
  return request<Incident>(`${one(id)}/ticks`, { method: 'POST', body, headers: once() });
}
