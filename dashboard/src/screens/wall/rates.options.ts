import type { Situation, SituationSource } from '@protocol/live/situation';
import { standing } from './bands.rules.js';
import { rateOf } from './figures.rules.js';

/** Feeds that the panel holds with their bars, and in two columns without. @source 25 rem x 14 rem of the wall, rows of 1.25 rem */
const ROOMY = 9;
const DENSE = 18;

/** One feed's rate; `above`: more than usual. */
export interface RateRow extends SituationSource {
  value: number;
  query: string;
  above: boolean;
}

/** Feeds as the panel shows them. `more`: those left out, none of which is out of the ordinary while an ordinary one is shown. */
export interface Rates {
  rows: RateRow[];
  dense: boolean;
  more: number;
}

/** Lays out the rates in the order of the sources; where there are too many, what is out of the ordinary is kept. */
export function ratesOf(situation: Situation): Rates {
  const all = situation.sources.map((s): RateRow => {
    const rate = rateOf(situation, s);
    return { ...s, ...rate, above: standing(rate.value, s.usual) === 'above' };
  });
  if (all.length <= DENSE) return { rows: all, dense: all.length > ROOMY, more: 0 };
  // One place is taken by the line that says how many more there are.
  const kept = new Set([...all].sort((a, b) => weight(b) - weight(a)).slice(0, DENSE - 1));
  return { rows: all.filter((row) => kept.has(row)), dense: true, more: all.length - kept.size };
}

const WEIGHTS: Readonly<Record<SituationSource['status'], number>> = {
  interrupted: 3,
  late: 2,
  waiting: 0,
  live: 0,
  unwatched: 0,
};
const weight = (row: RateRow) => WEIGHTS[row.status] + (row.above ? 1 : 0);
