import type { Permission } from '../../../protocol/identity.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { refusalOf, type Ground } from './access.rules.js';
import type { Refusal } from './guards.rules.js';

/** Who does it; null is the service itself, which may do what a procedure lets it. */
export type By = Principal | null;

/** Makes the error of a refusal; conflicts carry the incident as it stands. */
export function refused({ status, code, detail }: Refusal, present?: IncidentCard): DomainError {
  return new DomainError(status, code, detail, status === 409 && present ? { present } : {});
}

/** Refuses a command that was meant for another version than the one that stands. @throws incident/changed (409) with the present state */
export function requireVersion(seen: number | undefined, present: IncidentCard): void {
  if (seen === undefined || seen === present.version) return;
  const detail = `it was changed meanwhile: you saw version ${seen}, it is at ${present.version} in state ${present.state}; look at it again`;
  throw new DomainError(409, 'incident/changed', detail, { present });
}

/** Refuses to change what is closed. @throws incident/closed (409) with the present state */
export function requireOpen(card: IncidentCard): void {
  if (card.lane !== null) return;
  throw new DomainError(409, 'incident/closed', `${card.no} is in state ${card.state}; reopen it first`, {
    present: card,
  });
}

/** Refuses whom none of the permissions lets do it here. @throws permission/denied, incident/out-of-reach (403) */
export function requireReach(by: By, permissions: readonly Permission[], ground: Ground): void {
  const refusal = by === null ? undefined : refusalOf(by, permissions, ground);
  if (refusal) throw refused(refusal);
}
