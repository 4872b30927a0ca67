import type { RiskLevel } from '../../../protocol/risk.js';
import { RiskWeightName, type RiskWeight } from '../../../protocol/risk-weight.js';
import type { Weights } from './causes.js';
import { HORIZON_MINUTES } from './decay.rules.js';

/** Makes weights by name. @throws when one is missing, which is a bug: versions are whole. */
export function weightsOf(rows: readonly Pick<RiskWeight, 'name' | 'value'>[]): Weights {
  const byName = new Map(rows.map(({ name, value }) => [name, value]));
  const entries = RiskWeightName.options.map((name) => {
    const value = byName.get(name);
    if (value === undefined) throw new Error(`the weights of the risk index lack ${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as Record<RiskWeightName, number>;
}

/** What one record of a priority counts as, per mille of a record. */
export function weightOfRecord(priority: number, weights: Weights): number {
  return weights[`record.${priority}` as RiskWeightName];
}

/** Gives the level of a value. */
export function levelOf(value: number, weights: Weights): RiskLevel {
  if (value >= weights['level.high']) return 3;
  if (value >= weights['level.middle']) return 2;
  return value >= weights['level.low'] ? 1 : 0;
}

/** Says what is wrong with weights that would not work together; null when nothing is. */
export function faultIn(weights: Weights): string | null {
  const halfLife = weights['half-life'];
  const step = weights.step;
  if (halfLife < 5 || halfLife > HORIZON_MINUTES) return `half-life is 5 to ${HORIZON_MINUTES} minutes`;
  if (step < 1 || step > 60) return 'step is 1 to 60 minutes';
  if (weights.share > 1000) return 'share is at most 1000 per mille';
  const [low, middle, high] = [weights['level.low'], weights['level.middle'], weights['level.high']];
  if (low === 0 || low >= middle || middle >= high) return 'levels begin above zero, low before middle before high';
  return null;
}
