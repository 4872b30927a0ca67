import type { Permission } from '../../../protocol/identity.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import type { Refusal } from './assign.rules.js';
import { reaches, type Ground } from './reach.rules.js';
import { standingOf } from './standing.rules.js';
import type { LockedUnit } from './units.store.js';

/** Refuses whom a permission does not let do it there. @throws `<what>/out-of-reach` (403) */
export function requireReach(who: Principal, permission: Permission, ground: Ground, what: string): void {
  if (reaches(who, permission, ground)) return;
  throw new DomainError(403, `${what}/out-of-reach`, 'it is neither your unit nor in your districts');
}

/** The error of units that cannot be given; a conflict shows incident and units as they stand. */
export function refused(refusal: Refusal, incident: IncidentCard, locked: readonly LockedUnit[]): DomainError {
  const { status, code, detail, errors } = refusal;
  const present = { incident, units: locked.map(standingOf) };
  return new DomainError(status, code, detail, { errors, ...(status === 409 && { present }) });
}

/** The error of somebody who was too late, with what stands now. */
export function conflict(code: string, detail: string, present: unknown): DomainError {
  return new DomainError(409, code, detail, { present });
}

export function unknownAssignment(): DomainError {
  return new DomainError(404, 'assignment/unknown', 'no such assignment');
}

/** What is out of reach does not exist for the asker. */
export function unknownIncident(id: string): DomainError {
  return new DomainError(404, 'incident/unknown', `no incident ${id.slice(0, 60)} within your reach`);
}

export function unknownUnit(id: string): DomainError {
  return new DomainError(404, 'unit/unknown', `no unit ${id.slice(0, 60)} within your reach`);
}
