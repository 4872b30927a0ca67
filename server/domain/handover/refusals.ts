import type { HandoverAct, HandoverState } from '../../../protocol/handover.js';
import { DomainError } from '../../platform/domain-error.js';

export function unknownHandover(id: string): DomainError {
  return new DomainError(404, 'handover/unknown', `no handover ${id.slice(0, 60)}`);
}

export function noShift(): DomainError {
  return new DomainError(409, 'handover/no-shift', 'no shift runs now; look at the hours of the shifts');
}

export function changedHandover(version: number): DomainError {
  return new DomainError(409, 'handover/changed', `it is at version ${version} now; look at it again`);
}

/** Somebody accepts without having named every grave incident that nobody has taken. */
export function nameMissing(missing: readonly string[], mustName: readonly string[]): DomainError {
  const detail = `nobody has taken ${missing.join(', ')}: accept each by its number`;
  const errors = missing.map((no) => ({ pointer: '/named', code: 'handover/name-missing', detail: no }));
  return new DomainError(409, 'handover/name-missing', detail, { errors, present: { mustName } });
}

export function notNow(
  act: HandoverAct,
  { state, givenBy }: { state: HandoverState; givenBy: string | null },
): DomainError {
  if (state === 'given' && act === 'accept')
    return new DomainError(409, 'handover/own', `${givenBy} handed it over; somebody else has to take over`);
  return new DomainError(409, 'handover/not-now', `it is ${state}: ${act} is not possible now`);
}
