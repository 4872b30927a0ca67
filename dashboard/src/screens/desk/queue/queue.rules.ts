import type { Incident, IncidentCard, QueueFilter } from '@protocol/incident';
import { isShown } from '@protocol/queue';

/** An incident of the queue with its sort key read once: parsing times while sorting ten thousand rows would block the page. */
export interface QueueRow {
  incident: Incident;
  key: SortKey;
}

/** Place in the queue: the most urgent first, then by limit, priority and id, as the service sorts. */
export type SortKey = readonly [first: 0 | 1, limitMs: number, priority: number, id: string];

/** Reads the sort key of an incident once. */
export function rowOf(incident: Incident): QueueRow {
  return { incident, key: keyOf(incident) };
}

function keyOf({ priority, limitAt, id }: IncidentCard): SortKey {
  return [priority === 1 ? 0 : 1, limitAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(limitAt), priority, id];
}

/** Compares places in the queue. */
export function byPlace(a: SortKey, b: SortKey): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3] < b[3] ? -1 : a[3] > b[3] ? 1 : 0);
}

/** Takes a card over unless the held one is newer; the text stays. */
export function newer(held: QueueRow, card: IncidentCard): QueueRow {
  if (card.version <= held.incident.version) return held;
  return rowOf({ ...held.incident, ...card });
}

/** What of the queue has been read: whole parts, or up to a place. Rows beyond it have neighbours nobody has read. */
export interface Read {
  urgent: SortKey | 'all' | 'nothing';
  rest: SortKey | 'all' | 'nothing';
}

/** Which rows stand in the queue at a moment, in order. `found`: the ids a search answered, null without one. @param atMs the minute of overdue */
export function orderOf(
  rows: Iterable<QueueRow>,
  { filter, read, found, atMs }: { filter: QueueFilter; read: Read; found: ReadonlySet<string> | null; atMs: number },
): string[] {
  const within = ({ key, incident }: QueueRow) => {
    if (found) return found.has(incident.id);
    return isRead(key, key[0] === 0 ? read.urgent : read.urgent === 'all' ? read.rest : 'nothing');
  };
  const kept: QueueRow[] = [];
  for (const row of rows) if (isShown(row.incident, filter, atMs) && within(row)) kept.push(row);
  return kept.sort((a, b) => byPlace(a.key, b.key)).map((row) => row.incident.id);
}

function isRead(key: SortKey, read: Read['rest']): boolean {
  if (read === 'all' || read === 'nothing') return read === 'all';
  return byPlace(key, read) <= 0;
}

/** The order with the chosen row kept where it was when it has left the filter: what one works on does not vanish. */
export function withPinned(order: readonly string[], pinned: { id: string; index: number } | null): readonly string[] {
  if (pinned === null || pinned.index < 0 || order.includes(pinned.id)) return order;
  return [...order.slice(0, pinned.index), pinned.id, ...order.slice(pinned.index)];
}

/** Rows of `next` that do not stand in `shown` yet. */
export function freshIn(shown: readonly string[], next: readonly string[]): string[] {
  const known = new Set(shown);
  return next.filter((id) => !known.has(id));
}
