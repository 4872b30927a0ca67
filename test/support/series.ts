import { addDays, type Series } from '../../server/domain/forecast/series.rules.js';
import { joined } from '../../server/domain/forecast/seam.rules.js';

/** A series of daily counts from one day to before another, as it is made where no daily aggregates are. Null when no day lies between. */
export function ownSeries(from: string, before: string, days: readonly { day: string; n: number }[]): Series | null {
  const seam = { fit: 'alone' as const, factor: 1, ownFrom: from, began: from };
  const counting = { ownFrom: from, supplied: null };
  return joined({ own: days, supplied: [] }, seam, { counting, to: addDays(before, -1) });
}
