import type { AlarmRule } from '../../protocol/alarm-rule.js';
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
