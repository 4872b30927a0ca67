import type { Band } from '@protocol/facts/feeds';
import type { Situation } from '@protocol/live/situation';
import { shownBand, standing, type Standing } from './bands.rules.js';
import { countedQuery, interruptedQuery } from './figures.rules.js';
import { has, type Exception } from './sentence.rules.js';

export type IntakeId = 'lastHour' | 'today' | 'unlocated' | 'interrupted';

/** One of the four counts of what comes in. `usual`: its range as shown, null while there are too few samples (or none applies). */
export interface IntakeCount {
  id: IntakeId;
  value: number;
  query: string;
  usual: [number, number] | null;
  standing: Standing;
  tone: 'plain' | 'p2' | 'stale';
}

/** Lays out the counts of the intake panel. Their colour comes from the same exceptions as the sentence. */
export function intakeCounts(situation: Situation, list: readonly Exception[]): IntakeCount[] {
  const { totals, usual } = situation;
  const count = (id: IntakeId, query: string, band: Band): IntakeCount => ({
    ...{ id, value: totals[id], query, usual: shownBand(band), standing: standing(totals[id], band) },
    tone: has(list, id) ? (id === 'interrupted' ? 'stale' : 'p2') : 'plain',
  });
  return [
    count('lastHour', countedQuery(situation, 'lastHour'), usual.lastHour),
    count('today', countedQuery(situation, 'today'), usual.today),
    count('unlocated', countedQuery(situation, 'lastHour', { placed: 'unlocated' }), usual.unlocated),
    count('interrupted', interruptedQuery(situation), null),
  ];
}
