import type { KpiBoard, KpiPeriodKind } from '@protocol/kpi';
import { request } from './http.js';
import { queryOf } from './query.js';

/** Reads the indicators of a period; `at` is any day in it, `by` adds every district's value. */
export const readKpis = (asked: { period: KpiPeriodKind; at?: string; by?: 'district' }) =>
  request<KpiBoard>(`/api/v1/kpis${queryOf(asked)}`);
