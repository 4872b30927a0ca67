import type { RiskPointInput } from '../../protocol/risk-point.js';
import { HERE } from './incidents.js';

/** A risk point as an administration registers it, in district 990101; red by the matrix. */
export function pointOf(code: string, more: Partial<RiskPointInput> = {}): Record<string, unknown> {
  return {
    ...{ code, nameZh: `${code}风险点`, category: 'pub.fire', address: '辽宁路 12 号', location: HERE },
    assessment: { method: 'ls', likelihood: 5, consequence: 4 },
    ...{ ownerOrg: '某某公司', reviewDue: '2027-06-30' },
    ...more,
  };
}
