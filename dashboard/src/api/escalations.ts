import type { Escalation, Escalations } from '@protocol/escalation';
import { request } from './http.js';

/** Reads the escalations in reach that nobody has acknowledged, the newest first. */
export async function listEscalations(signal?: AbortSignal): Promise<Escalation[]> {
  return (await request<Escalations>('/api/v1/escalations', signal ? { signal } : {})).escalations;
}

/** Acknowledges an escalation: nobody else is told. @throws ApiError when it is over or somebody else did */
export function acknowledgeEscalation(id: string): Promise<Escalation> {
  return request<Escalation>(`/api/v1/escalations/${encodeURIComponent(id)}/acknowledgements`, {
    method: 'POST',
    body: {},
  });
}
