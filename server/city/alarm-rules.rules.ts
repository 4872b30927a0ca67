import type { AlarmRule } from '../../protocol/alarm-rule.js';
import type { LimitValues } from '../../protocol/sensor-limit.js';
import type { SensorRow } from './city-rows.js';

/** The rules that hold for a sensor: those of its metric and of all; one that lists it stands in for the general one of the same level. */
export function rulesFor(sensor: Pick<SensorRow, 'id' | 'metric'>, rules: readonly AlarmRule[]): AlarmRule[] {
  const able = rules.filter(
    (rule) =>
      rule.condition !== 'feed-interrupted' &&
      (rule.metric === null || rule.metric === sensor.metric) &&
      (rule.sensors === null || rule.sensors.includes(sensor.id)),
  );
  const own = new Set(able.filter((rule) => rule.sensors !== null).map((rule) => rule.level));
  return able.filter((rule) => rule.sensors !== null || !own.has(rule.level));
}

/** A rule with a sensor's own limit in place of its own; the rule as it is where the sensor has none. */
export function withLimit(rule: AlarmRule, own: LimitValues | undefined): AlarmRule {
  return own ? { ...rule, ...valuesOf(own) } : rule;
}

/** The values of a limit, and nothing else. Only of rules that have one. */
export function valuesOf({ limit, deadBand, onDelaySeconds, offDelaySeconds }: LimitValues): LimitValues {
  return { limit, deadBand, onDelaySeconds, offDelaySeconds };
}
