import { DomainError } from '../../platform/domain-error.js';

/** What is out of reach, or closed, does not exist for a command. */
export function unknownAlarm(id: string): DomainError {
  return new DomainError(404, 'alarm/unknown', `no open alarm ${id.slice(0, 60)} within your reach`);
}

export function unknownSensor(id: string): DomainError {
  return new DomainError(404, 'sensor/unknown', `no sensor ${id.slice(0, 100)} within your reach`);
}

/** A time off the list that has passed already, or is longer than allowed. @param mostS seconds at most */
export function badUntil(mostS: number): DomainError {
  const detail = `until lies between now and ${mostS / 3600} hours from now`;
  return new DomainError(422, 'alarm/bad-until', detail, {
    errors: [{ pointer: '/until', code: 'alarm/bad-until', detail }],
  });
}

/** A command that comes too late, or to the wrong alarm or sensor. */
export function conflict(code: string, detail: string): DomainError {
  return new DomainError(409, code, detail);
}

/** Neither the rule of an alarm nor the sender named a type that opens incidents. */
export function noIncidentType(type: string | null): DomainError {
  const detail = `${type ?? 'its rule'} names no type of an incident; send one as type`;
  return new DomainError(422, 'alarm/no-incident-type', detail);
}

/** A rule without a limit, or of other sensors. */
export function unknownLimit(sensor: string, rule: string): DomainError {
  return new DomainError(404, 'alarm-limit/unknown', `${sensor} has no limit by a rule ${rule.slice(0, 60)}`);
}
