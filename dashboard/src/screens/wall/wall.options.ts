import type { Band } from '@protocol/facts/feeds';
import type { Situation } from '@protocol/live/situation';
import { standing, type Standing } from './bands.rules.js';
import { topShare } from './counts.rules.js';
import { countedQuery, interruptedQuery } from './figures.rules.js';
import { has, type Exception } from './sentence.rules.js';

export type TileId = 'lastHour' | 'today' | 'unlocated' | 'interrupted';

/** A number with the district or type that has most of it. */
export interface TileNote {
  kind: 'district' | 'type';
  key: string;
  n: number;
  query: string;
}

/** One of the four counts at the wall's left edge. */
export interface CountTile {
  id: TileId;
  value: number;
  query: string;
  usual: Band;
  standing: Standing;
  tone: 'plain' | 'p2' | 'stale';
  notes: TileNote[];
}

/** Lays out the four count tiles. Their colour comes from the same exceptions as the sentence. */
export function countTiles(situation: Situation, list: readonly Exception[]): CountTile[] {
  const { totals, usual } = situation;
  const tile = (id: TileId, query: string, band: Band, notes: TileNote[]): CountTile => ({
    id,
    value: totals[id],
    query,
    usual: band,
    standing: standing(totals[id], band),
    tone: has(list, id) ? (id === 'interrupted' ? 'stale' : 'p2') : 'plain',
    notes,
  });
  return [
    tile('lastHour', countedQuery(situation, 'lastHour'), usual.lastHour, notesOf(situation, 'lastHour')),
    tile('today', countedQuery(situation, 'today'), usual.today, notesOf(situation, 'today')),
    tile(
      'unlocated',
      countedQuery(situation, 'lastHour', { placed: 'unlocated' }),
      usual.unlocated,
      unlocatedNotes(situation),
    ),
    tile('interrupted', interruptedQuery(situation), null, []),
  ];
}

function notesOf(situation: Situation, window: 'lastHour' | 'today'): TileNote[] {
  const cells = situation[window];
  return (['district', 'type'] as const).flatMap((kind) => {
    const top = topShare(cells, kind);
    return top ? [{ kind, ...top, query: countedQuery(situation, window, { [kind]: top.key }) }] : [];
  });
}

function unlocatedNotes(situation: Situation): TileNote[] {
  const cells = situation.lastHour.filter((c) => c.placed === 'unlocated');
  const top = topShare(cells, 'type');
  if (!top) return [];
  const query = countedQuery(situation, 'lastHour', { placed: 'unlocated', type: top.key });
  return [{ kind: 'type', ...top, query }];
}
