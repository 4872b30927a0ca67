import type { UnitStanding } from '../../../protocol/dispatch.js';
import type { Standing } from './assign.rules.js';
import type { StoredAssignment } from './assignments.store.js';
import type { LockedUnit } from './units.store.js';

/** Where a unit stands, for conflicts. */
export function standingOf({ unit, status, load, capacity, onShift }: LockedUnit): UnitStanding {
  return { unit, status, load, capacity, onShift };
}

/** What a decision looks at of locked units, by id. */
export function standingsOf(locked: readonly LockedUnit[], before: readonly StoredAssignment[]): Map<string, Standing> {
  const isOn = (id: string) => before.some((a) => a.unit === id && a.endedAt === null);
  return new Map(locked.map((unit) => [unit.unit, { ...standingOf(unit), drill: unit.drill, onIt: isOn(unit.unit) }]));
}
