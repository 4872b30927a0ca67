import { AlarmRule } from '../../../protocol/alarm-rule.js';
import { BUILT_IN_ALARM_RULES } from '../alarm-rules.data.js';
import type { SensorRow } from '../city-rows.js';
import type { Findings } from './fault.js';
import { numeric } from './numeric.rules.js';

const FILE = 'alarm-rules';

/** A row of `alarm-rules.json`. */
export const AlarmRuleLine = numeric(AlarmRule, ['limit', 'deadBand', 'onDelaySeconds', 'offDelaySeconds', 'priority']);

/** The alarm rules in force: the built-in ones with the city's over them. What a rule names must be there. */
export function alarmRulesOf(
  own: readonly AlarmRule[] | null,
  sensors: readonly Pick<SensorRow, 'id'>[] | null,
  findings: Findings,
): AlarmRule[] {
  const all = new Map(BUILT_IN_ALARM_RULES.map((rule) => [rule.id, rule]));
  for (const rule of own ?? []) all.set(rule.id, rule);
  const known = new Set(sensors?.map((s) => s.id));
  for (const rule of own ?? []) {
    const fail = (message: string) => void findings.faults.push({ file: FILE, at: rule.id, message });
    const foreign = sensors === null ? undefined : rule.sensors?.find((id) => !known.has(id));
    if (foreign !== undefined) fail(`sensor ${foreign} is not in sensors`);
    const unknown = rule.suppressedBy.find((id) => !all.has(id));
    if (unknown !== undefined) fail(`suppressedBy names ${unknown}, which is neither built in nor in ${FILE}`);
    if (rule.limit === null && NEEDS_LIMIT.includes(rule.condition)) fail(`${rule.condition} needs a limit`);
    if (rule.refers && rule.incidentType === null) fail('refers needs an incidentType');
  }
  return [...all.values()];
}

const NEEDS_LIMIT: readonly AlarmRule['condition'][] = ['high', 'low', 'no-data', 'clock-skew'];
