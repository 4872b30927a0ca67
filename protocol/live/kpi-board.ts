import type { KpiSpan, KpiValue } from '../kpi.js';

/** The channel `kpi-board`: params {district?, period?}. Values of the running period by code of the indicator. */
export interface LiveKpiBoard {
  period: KpiSpan;
  area: string | null;
  values: Record<string, KpiValue>;
}
