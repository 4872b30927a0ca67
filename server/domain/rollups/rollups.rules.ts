import { cellToLatLng } from 'h3-js';
import type { Entry } from '../../../protocol/facts.js';
import type {
  CountCell,
  DeadLetterSettled,
  HexCell,
  IntakeRecorded,
  IntakeRejected,
  LatestItem,
  ObservationAmended,
} from '../../../protocol/facts/intake.js';
import { Sums } from './sums.js';

/** Minutes kept by occurrence and by receipt, cells of the map, and rows that a wall may list. @source docs/architecture.md §2 */
export const KEEP_MINUTES = 48 * 60;
export const KEEP_HEX_MINUTES = 120;
export const KEEP_ITEM_MINUTES = 120;

type Kind = Omit<CountCell, 'minute' | 'n' | 'open'> & { source: string };
type Received = { observations: number; readings: number; duplicates: number; rejected: number };

/** What a pull of entries adds to each roll-up: one line per key, already added up. */
export interface Deltas {
  minutes: Sums<Kind & { minute: number }, { n: number }>;
  hours: Sums<Kind & { hour: number }, { n: number }>;
  days: Sums<Kind & { day: string }, { n: number }>;
  cube: Sums<Kind, { n: number; open: number }>;
  hexes: Sums<{ minute: number; h3: string; priority: number }, { n: number }>;
  received: Sums<{ minute: number; source: string }, Received>;
  rejected: Sums<{ day: string; source: string; code: string }, { n: number; waiting: number }>;
  items: Map<string, LatestItem>;
  moves: Map<string, ItemMove>;
}

/** What an amendment changes in a listed row. `place` is undefined while the record stays in its cell. */
export interface ItemMove {
  type: string;
  priority: LatestItem['priority'];
  district: string;
  place?: { lon: number | null; lat: number | null };
}

/** Adds up what entries mean for the roll-ups; drills count in nothing. `dayOf` names the city's day of an epoch minute. */
export function foldEntries(entries: readonly Entry[], dayOf: (minute: number) => string): Deltas {
  const deltas: Deltas = {
    minutes: new Sums(),
    hours: new Sums(),
    days: new Sums(),
    cube: new Sums(),
    hexes: new Sums(),
    received: new Sums(),
    rejected: new Sums(),
    items: new Map(),
    moves: new Map(),
  };
  for (const entry of entries) if (!entry.isDrill) foldEntry(deltas, entry, dayOf);
  return deltas;
}

/** Epoch minute of an RFC 3339 time. */
export function minuteOf(at: string): number {
  return Math.floor(Date.parse(at) / 60_000);
}

/** Tells what an amendment makes of a listed row: a new cell moves its point to the cell's middle (within 200 m), as no fact carries points. */
export function moveOf(fact: ObservationAmended): ItemMove {
  const { type, priority, district, h3 } = fact.new;
  if (h3 === fact.old.h3) return { type, priority, district };
  if (h3 === null) return { type, priority, district, place: { lon: null, lat: null } };
  const [lat, lon] = cellToLatLng(h3);
  return { type, priority, district, place: { lon: round(lon), lat: round(lat) } };
}

/** Applies a move to a listed row. The road of the old place is dropped with it. */
export function moved(item: LatestItem, { place, ...kind }: ItemMove): LatestItem {
  return { ...item, ...kind, ...(place && { ...place, road: null }) };
}

function foldEntry(deltas: Deltas, entry: Entry, dayOf: (minute: number) => string): void {
  const { fact } = entry;
  const nowMinute = minuteOf(entry.at);
  if (fact.type === 'intake.recorded') foldRecorded(deltas, fact, { nowMinute, dayOf });
  else if (fact.type === 'intake.rejected') foldRejected(deltas, fact, dayOf);
  else if (fact.type === 'observation.amended') foldAmended(deltas, { fact, subject: entry.subject, nowMinute, dayOf });
  else if (fact.type === 'dead-letter.settled') foldSettled(deltas, fact, dayOf(nowMinute));
}

function foldRecorded(
  deltas: Deltas,
  fact: IntakeRecorded,
  { nowMinute, dayOf }: { nowMinute: number; dayOf: (minute: number) => string },
): void {
  const { source, observations, readings, duplicates } = fact;
  for (const cell of fact.counts) addCell(deltas, { ...cell, source }, { nowMinute, dayOf });
  for (const hex of fact.hexes) addHex(deltas, hex, nowMinute);
  const minute = minuteOf(fact.receivedAt);
  deltas.received.add({ minute, source }, { observations, readings, duplicates, rejected: 0 });
  for (const item of fact.latest) {
    if (minuteOf(item.occurredAt) > nowMinute - KEEP_ITEM_MINUTES) deltas.items.set(item.id, item);
  }
}

function foldRejected(deltas: Deltas, fact: IntakeRejected, dayOf: (minute: number) => string): void {
  const { source, code, n } = fact;
  const minute = minuteOf(fact.receivedAt);
  deltas.received.add({ minute, source }, { observations: 0, readings: 0, duplicates: 0, rejected: n });
  deltas.rejected.add({ day: dayOf(minute), source, code }, { n, waiting: n });
}

function foldAmended(
  deltas: Deltas,
  a: { fact: ObservationAmended; subject: string | null; nowMinute: number; dayOf: (minute: number) => string },
): void {
  const { source, old, new: next } = a.fact;
  addCell(deltas, { ...old, source, n: -1, open: -old.open }, a);
  addCell(deltas, { ...next, source, n: 1 }, a);
  if (old.h3 !== null) addHex(deltas, { minute: old.minute, h3: old.h3, priority: old.priority, n: -1 }, a.nowMinute);
  if (next.h3 !== null)
    addHex(deltas, { minute: next.minute, h3: next.h3, priority: next.priority, n: 1 }, a.nowMinute);
  if (a.subject === null) return;
  const held = deltas.items.get(a.subject);
  const move = moveOf(a.fact);
  if (held) deltas.items.set(a.subject, moved(held, move));
  else deltas.moves.set(a.subject, { ...deltas.moves.get(a.subject), ...move });
}

function foldSettled(deltas: Deltas, fact: DeadLetterSettled, day: string): void {
  // Counted on the day of settling, so a line may be negative; what waits is the sum over days.
  deltas.rejected.add({ day, source: fact.source, code: fact.code }, { n: 0, waiting: -fact.n });
}

function addCell(
  deltas: Deltas,
  cell: CountCell & { source: string },
  { nowMinute, dayOf }: { nowMinute: number; dayOf: (minute: number) => string },
): void {
  const { minute, district, stream, type, priority, placed, source, n, open } = cell;
  const kind: Kind = { district, stream, type, priority, placed, source };
  if (minute > nowMinute - KEEP_MINUTES) deltas.minutes.add({ minute, ...kind }, { n });
  deltas.hours.add({ hour: Math.floor(minute / 60), ...kind }, { n });
  deltas.days.add({ day: dayOf(minute), ...kind }, { n });
  deltas.cube.add(kind, { n, open });
}

function addHex(deltas: Deltas, { minute, h3, priority, n }: HexCell, nowMinute: number): void {
  if (minute > nowMinute - KEEP_HEX_MINUTES) deltas.hexes.add({ minute, h3, priority }, { n });
}

/** Degrees to five places: about a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
