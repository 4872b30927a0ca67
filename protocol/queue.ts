import type { IncidentCard, QueueFilter } from './incident.js';
import { LANES, type Lane, type Outcome } from './procedure.js';

type Standing = Pick<IncidentCard, 'lane' | 'limitAt' | 'priority' | 'id'>;

/** The lanes a filter shows; `overdue` lies across all of them. */
export const LANES_OF: Record<QueueFilter, readonly Lane[]> = {
  open: LANES,
  overdue: LANES,
  review: ['review'],
  dispatch: ['dispatch'],
  enroute: ['enroute'],
  onsite: ['onsite'],
  check: ['check'],
  hung: ['hung'],
};

/** Lanes in which nobody is at work: nobody has looked yet, or nobody was sent. */
export const WAITING: readonly Lane[] = ['review', 'dispatch'];
/** Lanes of what is in hand (处置中): somebody was sent, is at work, or the result waits to be checked. */
export const IN_HAND: readonly Lane[] = ['enroute', 'onsite', 'check'];

/** Ends that count as done (办结): not those that should not have been there. */
export const DONE: readonly Outcome[] = ['solved', 'by-source', 'exempt', 'note', 'penalty', 'permitted'];

/**
 * Whether an open incident is past its limit at a moment (epoch ms). A hung one has no limit while its clock stands. Counts go by the start of
 * the running minute, so that they are equal everywhere within it.
 */
export function isOverdue({ lane, limitAt }: Pick<Standing, 'lane' | 'limitAt'>, atMs: number): boolean {
  return lane !== null && limitAt !== null && Date.parse(limitAt) <= atMs;
}

/** Whether a filter shows an incident at a moment (epoch ms). */
export function isShown(card: Standing, filter: QueueFilter, atMs: number): boolean {
  if (card.lane === null) return false;
  return filter === 'overdue' ? isOverdue(card, atMs) : LANES_OF[filter].includes(card.lane);
}

/** Most pressing first: by the limit, those without one last, then by priority, then by id. */
export function byPressure(a: Standing, b: Standing): number {
  return limitMs(a) - limitMs(b) || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}

function limitMs({ limitAt }: Standing): number {
  // Not Infinity: the difference of two would be no number.
  return limitAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(limitAt);
}
