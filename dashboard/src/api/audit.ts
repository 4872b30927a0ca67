import { request } from './http.js';
import { queryOf, type Page } from './query.js';

/** One line of the append-only audit. `action` is `noun.pastVerb`. */
export interface AuditLine {
  id: string;
  at: string;
  actor: string | null;
  actorName: string | null;
  address: string | null;
  action: string;
  subject: string | null;
  /** Name of the account or unit that it is about. */
  subjectName: string | null;
  detail: Record<string, unknown>;
}
/** Which lines to read; times RFC 3339. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
  from?: string;
  to?: string;
  cursor?: string | null;
}

/** Reads the audit, newest first. */
export const readAudit = (filter: AuditFilter) => request<Page<AuditLine>>(`/api/v1/audit${queryOf({ ...filter })}`);
