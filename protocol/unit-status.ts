import type { UnitStatus } from './unit.js';

/**
 * Where a unit can go from each status. Being lost and being found again are not said but seen. Screens offer what stands here. @source ours, after
 * handbook §8: 待命, 出动, 途中, 到场, 处置, 返回, 休整
 */
export const NEXT: Readonly<Record<UnitStatus, readonly UnitStatus[]>> = {
  standby: ['dispatched', 'en-route', 'resting', 'lost'],
  dispatched: ['en-route', 'on-scene', 'returning', 'standby', 'lost'],
  'en-route': ['on-scene', 'returning', 'lost'],
  'on-scene': ['handling', 'returning', 'lost'],
  handling: ['returning', 'lost'],
  returning: ['standby', 'dispatched', 'resting', 'lost'],
  resting: ['standby', 'dispatched', 'lost'],
  lost: ['standby', 'dispatched', 'en-route', 'on-scene', 'handling', 'returning', 'resting'],
};

/** Statuses that somebody can say of a unit now: being lost is never said. */
export function sayable(from: UnitStatus): Exclude<UnitStatus, 'lost'>[] {
  return NEXT[from].filter((status): status is Exclude<UnitStatus, 'lost'> => status !== 'lost');
}
