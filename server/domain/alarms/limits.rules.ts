import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { Fault } from '../../../protocol/problem.js';
import type { LimitValues, SensorLimit } from '../../../protocol/sensor-limit.js';
import { valuesOf } from '../../city/alarm-rules.rules.js';

/** A rule that measures a value against a limit. */
export type LimitRule = AlarmRule & { condition: 'high' | 'low'; limit: number };

/** The rules of a sensor that have a limit. */
export function limitRules(rules: readonly AlarmRule[]): LimitRule[] {
  return rules.filter((rule): rule is LimitRule => isLimit(rule.condition) && rule.limit !== null);
}

/** A limit as the register shows it. @param own the newest version of the sensor's own, if there ever was one */
export function limitOf(rule: LimitRule, own: { own: LimitValues | null; version: number } | undefined): SensorLimit {
  return {
    ...{ rule: rule.id, condition: rule.condition, general: valuesOf(rule) },
    ...{ own: own?.own ?? null, version: own?.version ?? 0 },
  };
}

/**
 * What is wrong with a limit: it must lie where the instrument can measure, leave room to clear, and keep its place among the limits of the other
 * levels, where a graver one hides a lighter one. `others`: the rules that hold for the sensor, with the limits it has now.
 */
export function limitFaults(
  rule: LimitRule,
  values: LimitValues,
  of: { range: readonly [number, number] | null; others: readonly LimitRule[] },
): Fault[] {
  const isHigh = rule.condition === 'high';
  const [low, high] = of.range ?? [-Infinity, Infinity];
  const clearsAt = isHigh ? values.limit - values.deadBand : values.limit + values.deadBand;
  const beyond = (a: number, b: number) => (isHigh ? a > b : a < b);
  const same = of.others.filter((other) => other.condition === rule.condition && other.id !== rule.id);
  const graver = same.filter((other) => rule.suppressedBy.includes(other.id) && !beyond(other.limit, values.limit));
  const lighter = same.filter((other) => other.suppressedBy.includes(rule.id) && !beyond(values.limit, other.limit));
  return [
    ...(values.limit >= low && values.limit <= high
      ? []
      : [fault('limit', 'out-of-range', `the instrument measures from ${low} to ${high}`)]),
    ...(clearsAt > low && clearsAt < high
      ? []
      : [fault('deadBand', 'never-clears', `no value that the instrument measures is within ${clearsAt}`)]),
    ...graver.map((other) => fault('limit', 'out-of-order', `${other.id}, which is graver, begins at ${other.limit}`)),
    ...lighter.map((other) =>
      fault('limit', 'out-of-order', `${other.id}, which is lighter, begins at ${other.limit}`),
    ),
  ];
}

function isLimit(condition: AlarmRule['condition']): condition is LimitRule['condition'] {
  return condition === 'high' || condition === 'low';
}

function fault(field: keyof LimitValues, what: string, detail: string): Fault {
  return { pointer: `/own/${field}`, code: `alarm-limit/${what}`, detail };
}
