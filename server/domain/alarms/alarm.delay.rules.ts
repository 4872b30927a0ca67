import type { AlarmRule } from '../../../protocol/alarm-rule.js';

/** One condition at one sensor. `sinceMs`: the value is on the other side since then, and waits for its delay. */
export interface Point {
  active: boolean;
  sinceMs: number | null;
}

/** What the delays and the dead band need to know. */
export type Delays = Pick<AlarmRule, 'onDelaySeconds' | 'offDelaySeconds'>;

/** Whether a value is beyond the limit, back within it by the dead band, or between the two. */
export type Side = 'beyond' | 'between' | 'within';

/** On which side of a limit a value lies. A value at the limit is beyond it (以上 includes the number). @param limit in the value's unit */
export function sideOf(rule: { condition: string; limit: number | null; deadBand: number }, value: number): Side {
  const limit = rule.limit ?? Infinity;
  const excess = rule.condition === 'low' ? limit - value : value - limit;
  if (excess >= 0) return 'beyond';
  return excess < -rule.deadBand ? 'within' : 'between';
}

/**
 * Takes one look at a moment. A condition raises when it was beyond for the on delay without a break, and clears when it was within for the off
 * delay without a break; between the two it stays as it is, so that a value that trembles at the limit does not chatter.
 */
export function look(point: Point, side: Side, at: { ms: number; delays: Delays }): { point: Point; turned: boolean } {
  const leaves = point.active ? side === 'within' : side === 'beyond';
  if (!leaves) return { point: { active: point.active, sinceMs: null }, turned: false };
  const sinceMs = point.sinceMs ?? at.ms;
  const delayMs = (point.active ? at.delays.offDelaySeconds : at.delays.onDelaySeconds) * 1000;
  if (at.ms - sinceMs < delayMs) return { point: { active: point.active, sinceMs }, turned: false };
  return { point: { active: !point.active, sinceMs: null }, turned: true };
}
