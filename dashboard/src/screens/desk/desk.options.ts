import type { QueueFilter } from '@protocol/incident';

/** The filters of the queue in the order of their keys 1-8. The lanes among them add up to the first. */
export const FILTERS: readonly QueueFilter[] = [
  'open',
  'review',
  'dispatch',
  'enroute',
  'onsite',
  'check',
  'overdue',
  'hung',
];

/** How a filter's count is coloured when it is not zero: what waits for the desk, and what is late. */
export const TONE: Readonly<Partial<Record<QueueFilter, 'p1' | 'p2'>>> = { dispatch: 'p2', overdue: 'p1' };

/** How long an act can be taken back. @source issue 3: the notice is held for those 8 s */
export const UNDO_MS = 8000;
