import type { RowQuery } from '@protocol/rows';
import { isWriting } from '../ui/keys.rules.js';

export type Row = Record<string, unknown>;

/** What a column shows; how it is written is the table's part. */
export type CellKind =
  | 'severity'
  | 'text'
  | 'type'
  | 'district'
  | 'place'
  | 'source'
  | 'name'
  | 'time'
  | 'status'
  | 'feed'
  | 'number'
  | 'reading'
  | 'fresh'
  | 'kind'
  | 'lane'
  | 'incident'
  | 'report'
  | 'template'
  | 'grade'
  | 'riskGrade'
  | 'topic'
  | 'alarm'
  | 'standing'
  | 'instruction'
  | 'code';

export interface Column {
  key: string;
  kind: CellKind;
  /** Track of the grid. */
  width: string;
  /** Sort of the service in one and the other direction, where it offers one. */
  sort?: readonly [string, string];
}

const OBSERVATION: readonly Column[] = [
  { key: 'priority', kind: 'severity', width: '2.5rem', sort: ['priority', 'priority'] },
  { key: 'record', kind: 'text', width: 'minmax(11rem, 1fr)' },
  { key: 'type', kind: 'type', width: 'minmax(8rem, 1.2fr)' },
  { key: 'place', kind: 'place', width: 'minmax(9rem, 1.3fr)' },
  { key: 'source', kind: 'source', width: 'minmax(6rem, 0.9fr)' },
  { key: 'state', kind: 'status', width: 'minmax(4rem, 0.4fr)' },
  { key: 'occurredAt', kind: 'time', width: '8.5rem', sort: ['-occurredAt', 'occurredAt'] },
];

const INCIDENT: readonly Column[] = [
  { key: 'priority', kind: 'severity', width: '2.5rem' },
  { key: 'no', kind: 'incident', width: '9rem' },
  { key: 'type', kind: 'type', width: 'minmax(8rem, 1.2fr)' },
  { key: 'place', kind: 'place', width: 'minmax(9rem, 1.3fr)' },
  { key: 'source', kind: 'source', width: 'minmax(6rem, 0.7fr)' },
  { key: 'lane', kind: 'lane', width: 'minmax(4.5rem, 0.5fr)' },
  { key: 'limitAt', kind: 'time', width: '8.5rem' },
];

const LETTER: readonly Column[] = [
  { key: 'source', kind: 'source', width: '1fr' },
  { key: 'code', kind: 'code', width: '1.2fr' },
  { key: 'pointer', kind: 'text', width: '1fr' },
  { key: 'itemId', kind: 'text', width: '1.4fr' },
  { key: 'bytes', kind: 'number', width: '4rem' },
  { key: 'receivedAt', kind: 'time', width: '9rem' },
];

const UNIT: readonly Column[] = [
  { key: 'id', kind: 'text', width: 'minmax(6rem, 0.8fr)' },
  { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
  { key: 'district', kind: 'district', width: '0.8fr' },
  { key: 'load', kind: 'number', width: '5rem' },
  { key: 'statusAt', kind: 'time', width: '9rem' },
];

const OBJECT: readonly Column[] = [
  { key: 'id', kind: 'text', width: 'minmax(6rem, 0.8fr)' },
  { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
  { key: 'district', kind: 'district', width: '0.8fr' },
  { key: 'grade', kind: 'grade', width: '5rem' },
  { key: 'overdue', kind: 'number', width: '5rem' },
  { key: 'gradeSince', kind: 'time', width: '9rem' },
];

const VISIT: readonly Column[] = [
  { key: 'subject', kind: 'text', width: 'minmax(6rem, 0.7fr)' },
  { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
  { key: 'district', kind: 'district', width: '0.8fr' },
  { key: 'unit', kind: 'text', width: '6rem' },
  { key: 'dueOn', kind: 'text', width: '7rem' },
  { key: 'plannedOn', kind: 'text', width: '7rem' },
];

const ALARM: readonly Column[] = [
  { key: 'priority', kind: 'severity', width: '2.5rem' },
  { key: 'subject', kind: 'text', width: 'minmax(6rem, 0.7fr)' },
  { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
  { key: 'rule', kind: 'alarm', width: 'minmax(7rem, 1fr)' },
  { key: 'value', kind: 'reading', width: '7rem' },
  { key: 'district', kind: 'district', width: '0.8fr' },
  { key: 'activeAt', kind: 'time', width: '8.5rem' },
];

const INSTRUCTION: readonly Column[] = [
  { key: 'instruction', kind: 'instruction', width: 'minmax(6rem, 0.8fr)' },
  { key: 'author', kind: 'text', width: 'minmax(5rem, 0.8fr)' },
  { key: 'ownerName', kind: 'text', width: 'minmax(5rem, 0.8fr)' },
  { key: 'no', kind: 'text', width: '9rem' },
  { key: 'district', kind: 'district', width: '0.8fr' },
  { key: 'givenAt', kind: 'time', width: '8.5rem' },
  { key: 'answerBy', kind: 'time', width: '8.5rem' },
];

/** Columns of each query's rows, in reading order. */
export const COLUMNS: Readonly<Record<RowQuery, readonly Column[]>> = {
  'observations.total': OBSERVATION,
  'observations.open': OBSERVATION,
  'sources.interrupted': [
    { key: 'id', kind: 'text', width: '1fr' },
    { key: 'name', kind: 'name', width: '1.5fr' },
    { key: 'status', kind: 'feed', width: '1fr' },
    { key: 'expectEverySeconds', kind: 'number', width: '1fr' },
    { key: 'lastSeenAt', kind: 'time', width: '9rem' },
    { key: 'changedAt', kind: 'time', width: '9rem' },
  ],
  'sources.received': [
    { key: 'kind', kind: 'kind', width: '4.5rem' },
    { key: 'record', kind: 'text', width: '1.4fr' },
    { key: 'type', kind: 'type', width: '1.2fr' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'value', kind: 'number', width: '5rem' },
    { key: 'occurredAt', kind: 'time', width: '9rem' },
    { key: 'receivedAt', kind: 'time', width: '9rem' },
  ],
  'sources.rejected': LETTER,
  'dead-letters.waiting': LETTER,
  'vitals.inputs': [
    { key: 'id', kind: 'text', width: '1fr' },
    { key: 'name', kind: 'name', width: '1.6fr' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'value', kind: 'reading', width: '7rem' },
    { key: 'fresh', kind: 'fresh', width: '5rem' },
    { key: 'at', kind: 'time', width: '9rem' },
  ],
  'incidents.open': INCIDENT,
  'incidents.overdue': INCIDENT,
  'incidents.closed': [...INCIDENT.slice(0, 5), { key: 'closedAt', kind: 'time', width: '8.5rem' }],
  'incidents.opened': [...INCIDENT.slice(0, 5), { key: 'openedAt', kind: 'time', width: '8.5rem' }],
  'reports.due': [
    { key: 'no', kind: 'text', width: '9rem' },
    { key: 'reportKind', kind: 'report', width: 'minmax(4rem, 0.5fr)' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'dueAt', kind: 'time', width: '8.5rem' },
  ],
  'notices.undelivered': [
    { key: 'no', kind: 'text', width: '9rem' },
    { key: 'template', kind: 'template', width: 'minmax(7rem, 1fr)' },
    { key: 'name', kind: 'name', width: 'minmax(8rem, 1.2fr)' },
    { key: 'code', kind: 'code', width: 'minmax(7rem, 1fr)' },
    { key: 'madeAt', kind: 'time', width: '8.5rem' },
  ],
  'roster.gaps': [
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'fromAt', kind: 'time', width: '9rem' },
    { key: 'toAt', kind: 'time', width: '9rem' },
  ],
  'warnings.in-force': [
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'colour', kind: 'text', width: '5rem' },
    { key: 'fromAt', kind: 'time', width: '9rem' },
    { key: 'toAt', kind: 'time', width: '9rem' },
  ],
  'permits.in-force': [
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'hours', kind: 'text', width: '8rem' },
    { key: 'validTo', kind: 'text', width: '7rem' },
    { key: 'note', kind: 'text', width: '1fr' },
  ],
  'units.total': UNIT,
  'units.free': UNIT,
  'units.on-shift': UNIT,
  'objects.total': OBJECT,
  'objects.overdue': OBJECT,
  'offences.counted': [
    { key: 'no', kind: 'text', width: '9rem' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'type', kind: 'type', width: 'minmax(8rem, 1.2fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'occurredAt', kind: 'time', width: '9rem' },
  ],
  'visits.planned': VISIT,
  'visits.overdue': VISIT,
  'hazards.open': [
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.2fr)' },
    { key: 'topic', kind: 'topic', width: '6rem' },
    { key: 'text', kind: 'text', width: 'minmax(9rem, 1.6fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'dueOn', kind: 'text', width: '7rem' },
    { key: 'foundAt', kind: 'time', width: '9rem' },
  ],
  'assignments.open': [
    { key: 'unit', kind: 'text', width: 'minmax(6rem, 0.8fr)' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'assignedAt', kind: 'time', width: '9rem' },
  ],
  'instructions.standing': INSTRUCTION,
  'instructions.overdue': INSTRUCTION,
  'alarms.open': ALARM,
  'alarms.recent': ALARM,
  'risk-points.total': [
    { key: 'riskGrade', kind: 'riskGrade', width: '5rem' },
    { key: 'id', kind: 'text', width: 'minmax(6rem, 0.7fr)' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'type', kind: 'type', width: 'minmax(7rem, 1fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'ownerOrg', kind: 'text', width: 'minmax(7rem, 1fr)' },
    { key: 'reviewDue', kind: 'text', width: '7rem' },
  ],
  'watches.awaited': [
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'fromAt', kind: 'time', width: '9rem' },
    { key: 'toAt', kind: 'time', width: '9rem' },
  ],
  'signals.waiting': [
    { key: 'priority', kind: 'severity', width: '2.5rem' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'raisedAt', kind: 'time', width: '9rem' },
    { key: 'lastAt', kind: 'time', width: '9rem' },
  ],
  'kpi.rows': [
    { key: 'priority', kind: 'severity', width: '2.5rem' },
    { key: 'no', kind: 'incident', width: '9rem' },
    { key: 'type', kind: 'type', width: 'minmax(8rem, 1.2fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'source', kind: 'source', width: 'minmax(6rem, 0.9fr)' },
    { key: 'occurredAt', kind: 'time', width: '8.5rem' },
    { key: 'closedAt', kind: 'time', width: '8.5rem' },
  ],
  'alerts.inputs': [
    { key: 'day', kind: 'text', width: '7rem' },
    { key: 'type', kind: 'type', width: 'minmax(8rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '1fr' },
    { key: 'n', kind: 'number', width: '5rem' },
    { key: 'part', kind: 'text', width: '1fr' },
  ],
  'sensors.total': [
    { key: 'id', kind: 'text', width: 'minmax(6rem, 0.7fr)' },
    { key: 'name', kind: 'name', width: 'minmax(9rem, 1.4fr)' },
    { key: 'district', kind: 'district', width: '0.8fr' },
    { key: 'standing', kind: 'standing', width: '6rem' },
    { key: 'activeAt', kind: 'time', width: '8.5rem' },
    { key: 'lastSeenAt', kind: 'time', width: '8.5rem' },
  ],
};

/** Filters of a query string in order, without what is not a filter. */
export function filtersOf(query: string): { key: string; value: string }[] {
  const skip = new Set(['query', 'asOf', 'sort', 'limit', 'cursor']);
  return [...new URLSearchParams(query)].filter(([key]) => !skip.has(key)).map(([key, value]) => ({ key, value }));
}

/** The query with one parameter set, or taken out by null. */
export function withParam(query: string, key: string, value: string | null): string {
  const params = new URLSearchParams(query);
  if (value === null) params.delete(key);
  else params.set(key, value);
  return params.toString();
}

type Act = 'next' | 'previous' | 'expand' | 'fold' | 'export' | 'copy' | 'update';

/** What a key does in the sheet. Read from `event.code`, so that a Chinese input method changes nothing. */
const KEYS: Readonly<Record<string, Act>> = {
  KeyJ: 'next',
  ArrowDown: 'next',
  KeyK: 'previous',
  ArrowUp: 'previous',
  ArrowRight: 'expand',
  Enter: 'expand',
  ArrowLeft: 'fold',
  KeyE: 'export',
  KeyY: 'copy',
  KeyU: 'update',
};

/** Tells what a key asks of the sheet; null when it belongs to a field, a dialog, a shortcut, or a button that Enter presses. */
export function actOf(event: KeyboardEvent): Act | null {
  const inside = (what: string) => event.target instanceof Element && event.target.closest(what) !== null;
  if (isWriting(event) || inside('input, textarea, select, .dialog')) return null;
  return event.code === 'Enter' && inside('button, a') ? null : (KEYS[event.code] ?? null);
}
