import type { RiskCells, RiskCourse, RiskDistricts, RiskExplanation } from '@protocol/risk';
import { request } from './http.js';
import { queryOf } from './query.js';

/** Reads what was on the map at a moment of the last seven days. */
export function readRiskCells(asked: { res: number; at: string }, signal?: AbortSignal): Promise<RiskCells> {
  return request<RiskCells>(`/api/v1/risk/cells${queryOf(asked)}`, signal ? { signal } : {});
}

/** Reads why a cell has its value, now or at a moment. */
export function explainCell(cell: string, at: string | null, signal?: AbortSignal): Promise<RiskExplanation> {
  return request<RiskExplanation>(`/api/v1/risk/cells/${cell}${queryOf({ at })}`, signal ? { signal } : {});
}

/** Reads how many cells stood at each level in each hour of the last seven days. */
export function readRiskCourse(res: number, signal?: AbortSignal): Promise<RiskCourse> {
  return request<RiskCourse>(`/api/v1/risk/course${queryOf({ res })}`, signal ? { signal } : {});
}

/** Reads how the districts stand: each as bad as its worst cell. */
export function readRiskDistricts(
  asked: { res: number; at: string | null },
  signal?: AbortSignal,
): Promise<RiskDistricts> {
  return request<RiskDistricts>(`/api/v1/risk/districts${queryOf(asked)}`, signal ? { signal } : {});
}
