import { z } from 'zod';

/**
 * Everything about the index that a city could dispute, by name. Points are hundredths. `alarm.1`..`4` and `incident.1`..`4`: an open one by
 * priority. `records.<stream>`: one standard deviation above usual. `record.1`..`4`: how many records one of a priority counts as, per mille.
 * `point.<colour>`, `object.<grade>`: something in the register. `share`: what each further cause of a kind counts of the one before, per mille.
 * `half-life` and `step`, minutes: decay, and how finely it is told. `level.*`: where a level begins.
 */
export const RiskWeightName = z.enum([
  ...['alarm.1', 'alarm.2', 'alarm.3', 'alarm.4', 'incident.1', 'incident.2', 'incident.3', 'incident.4'],
  ...['records.incident', 'records.complaint', 'records.risk', 'record.1', 'record.2', 'record.3', 'record.4'],
  ...['point.red', 'point.orange', 'point.yellow', 'point.blue', 'object.red', 'object.yellow', 'object.green'],
  ...['share', 'half-life', 'step', 'level.low', 'level.middle', 'level.high'],
] as const);
export type RiskWeightName = z.infer<typeof RiskWeightName>;

/** One weight and where it comes from. */
export const RiskWeight = z.strictObject({
  name: RiskWeightName,
  value: z.int().min(0).max(10_000),
  source: z.string().trim().min(1).max(300),
});
export type RiskWeight = z.infer<typeof RiskWeight>;
