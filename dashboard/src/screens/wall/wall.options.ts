import type { Situation, WallIncident } from '@protocol/live/situation';
import type { Lane } from '@protocol/procedure';
import { IN_HAND, isOverdue, WAITING } from '@protocol/queue';
import { shownBand, standing, type Standing } from './bands.rules.js';
import { inLanes, shownShare } from './counts.rules.js';
import { doneQuery, openQuery, overdueQuery } from './figures.rules.js';
import { has, type Exception } from './sentence.rules.js';

export type TileId = 'overdue' | 'dispatch' | 'inHand' | 'closedToday';

/** A number beside the tile's own, named by a lane or by a word of the tile. */
export interface TilePart {
  name: Exclude<Lane, 'dispatch'> | 'critical';
  n: number;
  query: string;
}

/** One of the four counts at the wall's left edge. `share`: how big a part of what; its whole is null where it is not shown. */
export interface CountTile {
  id: TileId;
  value: number;
  query: string;
  tone: 'plain' | 'p1' | 'p2';
  /** The usual range as shown, null while there are too few samples. */
  usual: [number, number] | null;
  standing: Standing;
  share: { part: number; whole: number; shown: string; inputs: string };
  parts: readonly TilePart[];
  /** The incident that is longest over its limit, where the tile tells of one. */
  worst: WallIncident | null;
  /** Since when the oldest one waits. */
  since: string | null;
}

/** Lays out the four count tiles. Their colour comes from the same exceptions as the sentence. */
export function countTiles(situation: Situation, list: readonly Exception[]): CountTile[] {
  const { incidents } = situation;
  const { counts, usual } = incidents;
  const lane = (name: Exclude<Lane, 'dispatch'>): TilePart => ({
    ...{ name, n: inLanes(incidents, [name]), query: openQuery(situation, [name]) },
  });
  const tile = (id: TileId, value: number, rest: Pick<CountTile, 'query'> & Partial<CountTile>): CountTile => ({
    ...{ id, value, usual: shownBand(usual[id]), standing: standing(value, usual[id]), tone: 'plain' },
    share: { part: value, whole: counts.open, shown: shownShare(value, counts.open), inputs: openQuery(situation) },
    ...{ parts: [], worst: null, since: null },
    ...rest,
  });
  return [
    tile('overdue', counts.overdue, {
      query: overdueQuery(situation),
      tone: has(list, 'overdue') ? 'p1' : 'plain',
      worst: worstOf(situation),
    }),
    tile('dispatch', inLanes(incidents, ['dispatch']), {
      query: openQuery(situation, ['dispatch']),
      tone: has(list, 'critical') ? 'p1' : has(list, 'dispatch') ? 'p2' : 'plain',
      parts: [...criticalOf(situation), lane('review')],
      since: incidents.waitingSince,
    }),
    tile('inHand', inLanes(incidents, IN_HAND), {
      query: openQuery(situation, IN_HAND),
      tone: has(list, 'inHand') ? 'p2' : 'plain',
      parts: (['enroute', 'onsite', 'check', 'hung'] as const).map(lane),
    }),
    tile('closedToday', counts.closedToday, { query: doneQuery(situation), share: inTime(situation) }),
  ];
}

/** Critical ones that nobody was given yet, where there are any. */
function criticalOf(situation: Situation): TilePart[] {
  const n = situation.incidents.criticalWaiting;
  return n > 0 ? [{ name: 'critical', n, query: openQuery(situation, WAITING, { priority: 1 }) }] : [];
}

/** Of those done today that had a limit, how many kept it. */
function inTime(situation: Situation): CountTile['share'] {
  const { inTimeToday: part, limitedToday: whole } = situation.incidents;
  return { part, whole, shown: shownShare(part, whole), inputs: doneQuery(situation) };
}

/** Of the shown ones the one that is longest over its limit. */
function worstOf({ incidents }: Situation): WallIncident | null {
  const atMs = Date.parse(incidents.overdueAt);
  const over = incidents.nearest.filter((card) => isOverdue(card, atMs));
  return over.reduce<WallIncident | null>((a, b) => (a && dueMs(a) <= dueMs(b) ? a : b), null);
}

const dueMs = ({ limitAt }: WallIncident) => Date.parse(limitAt ?? '');
