import { AlarmCondition, type AlarmCard } from '../../../protocol/alarm.js';
import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { SensorFile, SensorHealth } from '../../../protocol/sensor.js';
import type { SensorRow } from '../../city/city-rows.js';
import type { SensorNow } from './sensors.queries.js';

const DAY_MS = 86_400_000;
/** Conditions about the sensor itself, the one that says most first. */
const ABOUT_ITSELF = ['no-data', 'clock-skew', 'out-of-range', 'frozen'] as const;

/** A sensor as the register and its readings show it. */
export function sensorFile(
  row: SensorRow,
  of: { now: SensorNow | undefined; rules: readonly AlarmRule[]; alarms: readonly AlarmCard[] },
): SensorFile {
  const { low: _low, high: _high, rangeLow, rangeHigh, calibrateEveryDays, ...sensor } = row;
  return {
    ...sensor,
    range: rangeLow === null || rangeHigh === null ? null : [rangeLow, rangeHigh],
    calibrationDue: dueOf(row),
    health: healthOf(of.now),
    ...{ lastAt: of.now?.lastAt ?? null, lastValue: of.now?.lastValue ?? null },
    disabledUntil: of.now?.disabledUntil ?? null,
    ...{ rules: [...of.rules], alarms: [...of.alarms] },
  };
}

/** What to say of a sensor in one word. */
export function healthOf(now: SensorNow | undefined): SensorHealth {
  if (now?.disabledUntil) return 'disabled';
  if (!now || now.lastAt === null) return 'waiting';
  return ABOUT_ITSELF.find((condition) => now.conditions.includes(condition)) ?? 'ok';
}

/** Every condition that can be active at a sensor. */
export const SENSOR_CONDITIONS = AlarmCondition.options.filter((c) => c !== 'feed-interrupted');

/** The day by which it must be calibrated again, YYYY-MM-DD. */
function dueOf({ calibratedOn, calibrateEveryDays }: SensorRow): string | null {
  if (calibratedOn === null || calibrateEveryDays === null) return null;
  return new Date(Date.parse(`${calibratedOn}T00:00:00Z`) + calibrateEveryDays * DAY_MS).toISOString().slice(0, 10);
}
