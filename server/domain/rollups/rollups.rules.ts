import type { Entry } from '../../../protocol/facts.js';
import type {
  CountCell,
  DeadLetterSettled,
  HexCell,
  IntakeRecorded,
  IntakeRejected,
  ObservationAmended,
} from '../../../protocol/facts/intake.js';
import {
  itemsOf,
  KEEP_ITEM_MINUTES,
  minuteOf,
  moved,
  moveOf,
  type ItemMove,
  type RecentItem,
} from '../../journal/recent-items.rules.js';
import { Sums } from './sums.js';

/** Minutes kept by occurrence and by receipt; and cells, for as long as a record counts in the risk index. @source docs/architecture.md §2, docs/risk-index.md */
export const KEEP_MINUTES = 48 * 60;
export const KEEP_HEX_MINUTES = 6 * 60;

type Kind = Omit<CountCell, 'minute' | 'n' | 'open'> & { source: string };
type Received = { observations: number; readings: number; duplicates: number; rejected: number; history: number };

/** What a pull of entries adds to each roll-up: one line per key, already added up. */
export interface Deltas {
  minutes: Sums<Kind & { minute: number }, { n: number }>;
  hours: Sums<Kind & { hour: number }, { n: number }>;
  days: Sums<Kind & { day: string }, { n: number }>;
  cube: Sums<Kind, { n: number; open: number }>;
  hexes: Sums<{ minute: number; h3: string; priority: number; stream: string; type: string }, { n: number }>;
  received: Sums<{ minute: number; source: string }, Received>;
  rejected: Sums<{ day: string; source: string; code: string }, { n: number; waiting: number }>;
  items: Map<string, RecentItem>;
  moves: Map<string, ItemMove>;
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
  const { source, duplicates } = fact;
  for (const cell of fact.counts) addCell(deltas, { ...cell, source }, { nowMinute, dayOf });
  for (const hex of fact.hexes) addHex(deltas, hex, nowMinute);
  const minute = minuteOf(fact.receivedAt);
  // History is no flow: a file of old records must not look like a feed that runs wild.
  const came = fact.history
    ? { observations: 0, readings: 0, history: fact.observations + fact.readings }
    : { observations: fact.observations, readings: fact.readings, history: 0 };
  deltas.received.add({ minute, source }, { ...came, duplicates, rejected: 0 });
  for (const item of itemsOf(fact)) {
    if (minuteOf(item.occurredAt) > nowMinute - KEEP_ITEM_MINUTES) deltas.items.set(item.id, item);
  }
}

function foldRejected(deltas: Deltas, fact: IntakeRejected, dayOf: (minute: number) => string): void {
  const { source, code, n } = fact;
  const minute = minuteOf(fact.receivedAt);
  deltas.received.add({ minute, source }, { observations: 0, readings: 0, history: 0, duplicates: 0, rejected: n });
  deltas.rejected.add({ day: dayOf(minute), source, code }, { n, waiting: n });
}

function foldAmended(
  deltas: Deltas,
  a: { fact: ObservationAmended; subject: string | null; nowMinute: number; dayOf: (minute: number) => string },
): void {
  const { source, old, new: next } = a.fact;
  addCell(deltas, { ...old, source, n: -1, open: -old.open }, a);
  addCell(deltas, { ...next, source, n: 1 }, a);
  if (old.h3 !== null) addHex(deltas, { ...old, h3: old.h3, n: -1 }, a.nowMinute);
  if (next.h3 !== null) addHex(deltas, { ...next, h3: next.h3, n: 1 }, a.nowMinute);
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

function addHex(deltas: Deltas, { minute, h3, priority, stream, type, n }: HexCell, nowMinute: number): void {
  const kind = { stream: stream ?? '', type: type ?? '' };
  if (minute > nowMinute - KEEP_HEX_MINUTES) deltas.hexes.add({ minute, h3, priority, ...kind }, { n });
}
