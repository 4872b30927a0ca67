import { AlarmCondition, type AlarmCard } from '../../../protocol/alarm.js';
import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { SensorFile, SensorHealth, SensorLine, SensorStanding, SensorState } from '../../../protocol/sensor.js';
import type { SensorRow } from '../../city/city-rows.js';

const DAY_MS = 86_400_000;
/** Conditions about the sensor itself, the one that says most first. */
const ABOUT_ITSELF = ['no-data', 'clock-skew', 'out-of-range', 'frozen'] as const;

/** Every condition that can be active at a sensor. */
export const SENSOR_CONDITIONS = AlarmCondition.options.filter((c) => c !== 'feed-interrupted');

/** What was heard of a sensor, what is active at it by condition, and since when; how many alarms are open. */
export interface SensorNow {
  sensor: string;
  standing: SensorStanding;
  overdue: boolean;
  lastAt: string | null;
  lastValue: number | null;
  sameSince: string | null;
  disabledSince: string | null;
  disabledUntil: string | null;
  raised: Partial<Record<AlarmCondition, string>>;
  alarms: number;
}

/** A sensor as the register and its readings show it. @param sourceEvery rhythm of its source, seconds */
export function sensorFile(
  row: SensorRow,
  of: { now: SensorNow; sourceEvery: number | null; rules: readonly AlarmRule[]; alarms: readonly AlarmCard[] },
): SensorFile {
  const { rangeLow, rangeHigh } = row;
  const { alarms: _n, ...line } = sensorLine(row, of.now);
  return {
    ...line,
    range: rangeLow === null || rangeHigh === null ? null : [rangeLow, rangeHigh],
    rhythmSeconds: row.expectEverySeconds ?? of.sourceEvery,
    frozenAfterSeconds: row.frozenAfterSeconds,
    calibratedOn: row.calibratedOn,
    ...{ rules: [...of.rules], alarms: [...of.alarms] },
  };
}

/** A sensor as a list shows it. */
export function sensorLine(row: SensorRow, now: SensorNow): SensorLine {
  const { id, metric, unit, nameZh, nameEn, source, lon, lat, district, expectEverySeconds } = row;
  const { standing, lastAt, lastValue, disabledUntil } = now;
  return {
    ...{ id, metric, unit, nameZh, nameEn, source, lon, lat, district, expectEverySeconds },
    ...{ ownerZh: row.ownerZh, ownerEn: row.ownerEn, place: row.place },
    ...{ standing, health: healthOf(now), states: statesOf(now), lastAt, lastValue, disabledUntil },
    ...{ calibrationDue: dueOf(row), calibrationOverdue: now.overdue, alarms: now.alarms },
  };
}

/** What to say of a sensor in one word. */
export function healthOf(now: SensorNow): SensorHealth {
  if (now.disabledUntil) return 'disabled';
  const wrong = ABOUT_ITSELF.find((condition) => now.raised[condition] !== undefined);
  return wrong ?? (now.lastAt === null ? 'waiting' : 'ok');
}

/**
 * All that holds of a sensor, each since when: a silence since its last value, a stuck value since it first came, the others since their condition
 * came. Never heard has no beginning.
 */
export function statesOf(now: SensorNow): SensorState[] {
  const { raised } = now;
  const over = [raised.high, raised.low].filter((at) => at !== undefined).sort()[0];
  const since = (condition: (typeof ABOUT_ITSELF)[number]) => {
    if (condition === 'no-data') return now.lastAt;
    return (condition === 'frozen' ? now.sameSince : null) ?? raised[condition] ?? null;
  };
  return [
    ...(now.disabledUntil ? [{ is: 'disabled' as const, since: now.disabledSince }] : []),
    ...(over === undefined ? [] : [{ is: 'alarm' as const, since: over }]),
    ...(now.lastAt === null ? [{ is: 'waiting' as const, since: null }] : []),
    ...ABOUT_ITSELF.filter((c) => raised[c] !== undefined).map((c) => ({ is: c, since: since(c) })),
  ];
}

/** The day by which it must be calibrated again, YYYY-MM-DD. */
function dueOf({ calibratedOn, calibrateEveryDays }: SensorRow): string | null {
  if (calibratedOn === null || calibrateEveryDays === null) return null;
  return new Date(Date.parse(`${calibratedOn}T00:00:00Z`) + calibrateEveryDays * DAY_MS).toISOString().slice(0, 10);
}
