import type { UnitStanding } from '../../../protocol/dispatch.js';
import type { Fault } from '../../../protocol/problem.js';
import { statusAfter } from './status.rules.js';

/** A unit at the moment it is asked for, its row locked. `onIt`: it holds this incident already. */
export interface Standing extends UnitStanding {
  drill: boolean;
  onIt: boolean;
}

/** What is asked: units in the order given; `override` takes what can be taken over. */
export interface AssignCase {
  units: readonly string[];
  override: boolean;
  reason: string | null;
  drill: boolean;
}

/** What becomes of each unit. `override`: it could not have been given without. */
export interface Given {
  unit: string;
  override: boolean;
  from: UnitStanding['status'];
  to: UnitStanding['status'];
}

/** Why nothing is assigned. 422: never; 409: not as things stand. */
export interface Refusal {
  status: 409 | 422;
  code: string;
  detail: string;
  errors: Fault[];
}

/** Overridable reasons, the first that holds is told. */
const HINDRANCES: readonly [code: string, holds: (s: Standing) => boolean, detail: (s: Standing) => string][] = [
  ['unit/full', (s) => s.load >= s.capacity, (s) => `holds ${s.load} of ${s.capacity} incidents`],
  ['unit/off-shift', (s) => !s.onShift, () => 'is not on shift'],
  ['unit/resting', (s) => s.status === 'resting', () => 'is resting'],
  ['unit/lost', (s) => s.status === 'lost', () => 'has not been heard for too long'],
];

/**
 * Decides an assignment of several units, all or none. Units already on the incident and units of the other world (drill or real) are never
 * given; over capacity, off shift, resting or lost only with override and reason.
 */
export function decideAssign(asked: AssignCase, standings: ReadonlyMap<string, Standing>): Given[] | Refusal {
  if (asked.override && asked.reason === null) return reasonMissing();
  const never = faults(asked, standings, (s) => neverOf(s, asked));
  if (never.length > 0) return refusal(422, 'assignment/not-possible', never);
  const twice = faults(asked, standings, (s) => (s.onIt ? ['unit/on-it', 'is on this incident already'] : null));
  if (twice.length > 0) return refusal(409, 'unit/on-it', twice);
  const busy = asked.override ? [] : faults(asked, standings, hindranceOf);
  if (busy.length > 0) return refusal(409, 'unit/not-free', busy);
  return asked.units.map((unit) => {
    const standing = standings.get(unit) as Standing;
    const to = statusAfter('assigned', standing.status, standing.load);
    return { unit, override: hindranceOf(standing) !== null, from: standing.status, to };
  });
}

function neverOf(standing: Standing, { drill }: AssignCase): [string, string] | null {
  if (standing.drill === drill) return null;
  return ['unit/other-world', drill ? 'is no unit of the drill' : 'belongs to a drill'];
}

function hindranceOf(standing: Standing): [string, string] | null {
  const found = HINDRANCES.find(([, holds]) => holds(standing));
  return found ? [found[0], found[2](standing)] : null;
}

function faults(
  { units }: AssignCase,
  standings: ReadonlyMap<string, Standing>,
  judge: (s: Standing) => readonly [string, string] | null,
): Fault[] {
  return units.flatMap((unit, i) => {
    const standing = standings.get(unit);
    const fault = standing ? judge(standing) : (['unit/unknown', 'is not a unit of this city'] as const);
    return fault ? [{ pointer: `/units/${i}`, code: fault[0], detail: `${unit} ${fault[1]}` }] : [];
  });
}

function refusal(status: Refusal['status'], code: string, errors: Fault[]): Refusal {
  return { status, code, detail: errors.map((e) => e.detail).join('; '), errors };
}

function reasonMissing(): Refusal {
  const detail = 'an override needs a reason';
  return {
    status: 422,
    code: 'assignment/reason-missing',
    detail,
    errors: [{ pointer: '/reason', code: 'assignment/reason-missing', detail }],
  };
}
