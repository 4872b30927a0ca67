import type { Band } from '@protocol/facts/feeds';
import { rowsQuery } from '../../ui/figure.js';
import type { Snapshot } from './snapshot.js';

/** One of the five numbers. `share`: a part of a whole in percent, null when the whole is zero. `line`: the last 24 hours in quarters. */
export interface Tile {
  id: 'open' | 'overdue' | 'night' | 'today' | 'inTime';
  value: number | null;
  isShare: boolean;
  query: string;
  inputs?: string;
  usual: Band;
  out: boolean;
  parts: readonly { id: string; n: number; query: string }[];
  line: readonly number[];
}

/** The five numbers of the leader's page, with the rows that each of them opens. */
export function tilesOf(s: Snapshot): Tile[] {
  const { situation, open, overdue, opened, grave } = s;
  const { incidents, totals, usual, windows, asOf, strip } = situation;
  const part = (id: string, n: number, query: string) => ({ id, n, query });
  const graveOf = (priority: 1 | 2) =>
    part(
      `p${priority}`,
      grave.rows.rows.filter((row) => row['priority'] === priority).length,
      rowsQuery('incidents.opened', { ...s.night, priority, asOf: asOf.seq }),
    );
  const done = rowsQuery('incidents.closed', { ...windows.today, asOf: asOf.seq });
  const isCut = grave.rows.cursor !== null;
  const plain = { isShare: false, usual: null, out: false, parts: [], line: [] };
  return [
    {
      ...plain,
      id: 'open',
      value: open.rows.total,
      query: open.query,
      parts: [part('overdue', overdue.rows.total, overdue.query)],
    },
    {
      ...{ ...plain, id: 'overdue', value: overdue.rows.total, query: overdue.query, usual: incidents.usual.overdue },
      out: isAbove(overdue.rows.total, incidents.usual.overdue),
    },
    // Beyond a page the shares of priorities are left to the rows.
    {
      ...plain,
      id: 'night',
      value: opened.rows.total,
      query: opened.query,
      parts: isCut ? [] : [graveOf(1), graveOf(2)],
    },
    {
      ...{ ...plain, id: 'today', value: totals.today, usual: usual.today, out: isAbove(totals.today, usual.today) },
      ...{ query: rowsQuery('observations.total', { ...windows.today, asOf: asOf.seq }), line: strip },
    },
    {
      ...{ ...plain, id: 'inTime', isShare: true, query: 'derived', inputs: done },
      value: incidents.limitedToday === 0 ? null : (100 * incidents.inTimeToday) / incidents.limitedToday,
      parts: [part('done', incidents.counts.closedToday, done)],
    },
  ];
}

/** Above the usual range, as it is shown: outward to whole numbers. */
function isAbove(n: number, band: Band): boolean {
  return band !== null && n > Math.ceil(band[1]);
}
