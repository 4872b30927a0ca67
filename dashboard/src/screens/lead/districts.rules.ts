import type { DistrictCount } from '../../charts/choropleth.options.js';
import { rowsQuery } from '../../ui/figure.js';
import type { Snapshot } from './snapshot.js';

/** A district with its open incidents and how many of them are past their limit; each figure with its rows. */
export interface DistrictLine extends DistrictCount {
  query: string;
  late: number;
  lateQuery: string;
}

/** Districts in the city's order. A district is out when something in it is past its limit: how many are open says nothing of how it does. */
export function districtLines(s: Snapshot, districts: readonly { code: string; name: string }[]): DistrictLine[] {
  const asOf = s.situation.asOf.seq;
  const of = (by: readonly { district: string; n: number }[], code: string) =>
    by.find((d) => d.district === code)?.n ?? 0;
  return districts.map(({ code, name }) => {
    const [n, late] = [of(s.open.rows.by, code), of(s.overdue.rows.by, code)];
    return {
      ...{ code, name, n, late, shown: String(n), out: late > 0 ? 'p2' : null },
      query: rowsQuery('incidents.open', { district: code, asOf }),
      lateQuery: rowsQuery('incidents.overdue', { district: code, to: s.situation.incidents.overdueAt, asOf }),
    };
  });
}
