import type { HandoverFigureId } from '../../../protocol/handover.js';
import type { RowQuery } from '../../../protocol/rows.js';

/** The moment and the window that figures are asked for: RFC 3339, and the city's day. */
export interface Moment {
  from: string;
  until: string;
  at: string;
  day: string;
}

/** A figure of a handover. `rows`: how many are listed one by one, for a successor has to know each; the link opens all. */
export interface FigureOf {
  id: HandoverFigureId;
  query: RowQuery;
  filters: (moment: Moment) => Record<string, string>;
  rows: number;
}

/** Longer lists are no handover but a queue; the figure opens the rest. */
const LISTED = 30;
/** Returned so often, an incident has nobody who wants it. @source docs/operations.md#shifts */
const BOUNCES = '2';

const open = (filters: Record<string, string>) => () => filters;
const lane = (
  id: Extract<HandoverFigureId, 'review' | 'dispatch' | 'enroute' | 'onsite' | 'check' | 'hung'>,
  rows = 0,
) => ({ id, query: 'incidents.open', filters: open({ lane: id }), rows }) as const;

/**
 * What a handover says, in reading order. @source handbook §6.4: open incidents, pending reports and deadlines, active warnings, equipment faults,
 * people on leave
 */
export const FIGURES: readonly FigureOf[] = [
  { id: 'opened', query: 'incidents.opened', filters: ({ from, until }) => ({ from, to: until }), rows: 0 },
  { id: 'closed', query: 'incidents.closed', filters: ({ from, until }) => ({ from, to: until }), rows: 0 },
  { id: 'open', query: 'incidents.open', filters: open({}), rows: LISTED },
  ...[lane('review'), lane('dispatch'), lane('enroute'), lane('onsite'), lane('check'), lane('hung', LISTED)],
  { id: 'overdue', query: 'incidents.overdue', filters: ({ at }) => ({ to: at }), rows: LISTED },
  { id: 'urgent', query: 'incidents.open', filters: open({ priority: '1' }), rows: LISTED },
  { id: 'graded', query: 'incidents.open', filters: open({ level: '1,2,3' }), rows: LISTED },
  { id: 'bounced', query: 'incidents.open', filters: open({ bounces: BOUNCES }), rows: LISTED },
  { id: 'reports', query: 'reports.due', filters: open({}), rows: LISTED },
  { id: 'undelivered', query: 'notices.undelivered', filters: open({}), rows: LISTED },
  { id: 'lost', query: 'units.total', filters: open({ status: 'lost' }), rows: LISTED },
  { id: 'interrupted', query: 'sources.interrupted', filters: open({}), rows: LISTED },
  { id: 'gaps', query: 'roster.gaps', filters: open({}), rows: LISTED },
  { id: 'warnings', query: 'warnings.in-force', filters: ({ at }) => ({ to: at }), rows: LISTED },
  { id: 'permits', query: 'permits.in-force', filters: ({ day }) => ({ day }), rows: LISTED },
];

/** A handover that nobody has accepted is said this long after the shift, and again so often. @source city-brain default */
export const REMIND_MINUTES = 15;
/** After so many it is left: the next shift's own handover tells of it. */
export const REMINDERS = 4;
