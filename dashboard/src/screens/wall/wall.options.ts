import type { Situation, WallIncident } from '@protocol/live/situation';
import type { Lane } from '@protocol/procedure';
import { IN_HAND, isOverdue, WAITING } from '@protocol/queue';
import { inLanes, shownShare } from './counts.rules.js';
import { doneQuery, openQuery, overdueQuery } from './figures.rules.js';
import { has, type Exception } from './sentence.rules.js';

export type TileId = 'overdue' | 'dispatch' | 'inHand' | 'closedToday';

/** A number beside the tile's own, named by a lane or by a word of the tile. */
export interface TilePart {
  name: Lane | 'critical';
  n: number;
  query: string;
}

/** One of the four counts at the wall's left edge. `share`: how big a part of what; its whole is null where it is not shown. */
export interface CountTile {
  id: TileId;
  value: number;
  query: string;
  tone: 'plain' | 'p1' | 'p2';
  /** In the corner: what stands beside this count in the partition, or the share that kept its limit. */
  aside: TilePart | null;
  share: { part: number; whole: number; shown: string; inputs: string };
  parts: readonly TilePart[];
  /** The incident that is longest over its limit, where the tile tells of one. */
  worst: WallIncident | null;
  /** Since when the oldest one waits. */
  since: string | null;
}

const NOTHING = { aside: null, parts: [], worst: null, since: null } as const;

/** Lays out the four count tiles. Their colour comes from the same exceptions as the sentence. */
export function countTiles(situation: Situation, list: readonly Exception[]): CountTile[] {
  const { incidents } = situation;
  const { counts } = incidents;
  const lane = (name: Lane): TilePart => ({ name, n: inLanes(incidents, [name]), query: openQuery(situation, [name]) });
  const ofOpen = (part: number) => ({
    ...{ part, whole: counts.open, shown: shownShare(part, counts.open) },
    inputs: openQuery(situation),
  });
  const critical: TilePart = {
    ...{ name: 'critical', n: incidents.criticalWaiting },
    query: openQuery(situation, WAITING, { priority: 1 }),
  };
  const inHand = inLanes(incidents, IN_HAND);
  return [
    {
      ...NOTHING,
      ...{ id: 'overdue', value: counts.overdue, query: overdueQuery(situation), share: ofOpen(counts.overdue) },
      tone: has(list, 'overdue') ? 'p1' : 'plain',
      worst: worstOf(situation),
    },
    {
      ...NOTHING,
      ...{ id: 'dispatch', value: counts.lanes.dispatch ?? 0, query: openQuery(situation, ['dispatch']) },
      ...{ aside: lane('review'), share: ofOpen(counts.lanes.dispatch ?? 0), since: incidents.waitingSince },
      tone: has(list, 'critical') ? 'p1' : has(list, 'dispatch') ? 'p2' : 'plain',
      parts: critical.n > 0 ? [critical] : [],
    },
    {
      ...NOTHING,
      ...{ id: 'inHand', value: inHand, query: openQuery(situation, IN_HAND), tone: 'plain', share: ofOpen(inHand) },
      ...{ aside: lane('hung'), parts: IN_HAND.map(lane) },
    },
    {
      ...NOTHING,
      ...{ id: 'closedToday', value: counts.closedToday, query: doneQuery(situation), tone: 'plain' },
      share: inTime(situation),
    },
  ];
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
