import type { PoolClient } from 'pg';
import type { NewEntry } from '../journal/entry.js';
import { recordCell } from './facts.rules.js';
import { foldRecord, type Folded, type RecordState } from './record.rules.js';
import {
  insertRecords,
  lockRecords,
  moveObservations,
  nameOf,
  readMessages,
  updateRecords,
  type RecordKey,
} from './record.writer.js';
import type { Cell, Row } from './row.js';

/** A stored message that bears the name a later message gives its record. */
export interface PriorMessage {
  id: string;
  ms: number;
}

/** What the records of a group ask for. */
export interface Settled {
  /** Messages that belong to a record; others stand for themselves. */
  linked: ReadonlySet<Row>;
  /** Messages of this group that count their record, with where it is at the end of the group. */
  counted: ReadonlyMap<Row, RecordState>;
  amended: NewEntry[];
}

interface Group {
  rows: readonly Row[];
  /** Names that were taken before: by a message, or (null) only reserved by a record. */
  priors: ReadonlyMap<string, PriorMessage | null>;
  idOf: (row: Row) => string;
  receivedMs: number;
}

/** Another writer stored a record first. */
export class RecordConflict extends Error {}

/** Folds a group's messages into their records: locks the known ones, opens new ones, moves the observations that count them. */
export async function settleRecords(client: PoolClient, group: Group): Promise<Settled> {
  const members = membersOf(group);
  const linked = new Set([...members.values()].flatMap(({ rows }) => rows));
  if (members.size === 0) return { linked, counted: new Map(), amended: [] };
  const known = await lockRecords(client, [...members.values()]);
  const messages = await readMessages(client, earlierMessages(members, known, group));
  const fresh: (RecordKey & { state: RecordState })[] = [];
  const changed: (RecordKey & { state: RecordState })[] = [];
  const moved: { source: string; before: RecordState; after: RecordState }[] = [];
  const counted = new Map<Row, RecordState>();
  for (const [name, { source, key, rows }] of members) {
    const before = known.get(name) ?? messages.get(name) ?? null;
    const folded = fold(before, rows, group);
    const entry = { source, key, state: folded.after };
    if (!known.has(name)) fresh.push(entry);
    else if (folded.amended) changed.push(entry);
    if (folded.opening !== null) counted.set(folded.opening, folded.after);
    if (folded.amended && before !== null) moved.push({ source, before, after: folded.after });
  }
  if ((await insertRecords(client, fresh)) < fresh.length)
    throw new RecordConflict('a record was opened by another writer');
  await updateRecords(client, changed);
  const elsewhere = moved.filter(({ before, after }) => !isSameCell(before.cell, after.cell));
  await moveObservations(
    client,
    elsewhere.map(({ after }) => after),
  );
  return { linked, counted, amended: moved.map(amendedEntry) };
}

/** Messages by record: those that carry a record or a state, and plain ones whose name a record has taken. */
function membersOf(group: Group): Map<string, RecordKey & { rows: Row[] }> {
  const members = new Map<string, RecordKey & { rows: Row[] }>();
  const isNamed = namesOf(group);
  for (const row of group.rows) {
    const record = { source: row.source, key: row.recordKey };
    const name = nameOf(record);
    if (!row.linked && !isNamed.has(name)) continue;
    const member = members.get(name);
    if (member === undefined) members.set(name, { ...record, rows: [row] });
    else member.rows.push(row);
  }
  return members;
}

/** Names of records that messages of this group, or earlier ones, speak of. */
function namesOf(group: Group): Set<string> {
  const names = new Set<string>();
  for (const [name, prior] of group.priors) if (prior === null) names.add(name);
  for (const row of group.rows) if (row.linked) names.add(nameOf({ source: row.source, key: row.recordKey }));
  return names;
}

function earlierMessages(
  members: ReadonlyMap<string, RecordKey>,
  known: ReadonlyMap<string, RecordState>,
  group: Group,
): (RecordKey & { id: string; ms: number })[] {
  const wanted: (RecordKey & { id: string; ms: number })[] = [];
  for (const [name, { source, key }] of members) {
    const prior = group.priors.get(name);
    if (prior && !known.has(name)) wanted.push({ source, key, ...prior });
  }
  return wanted;
}

function fold(before: RecordState | null, rows: readonly Row[], group: Group): Folded {
  const first = rows.reduce((a, b) => (b.occurredMs < a.occurredMs ? b : a));
  return foldRecord(before, rows, { observation: group.idOf(first), observationReceivedMs: group.receivedMs });
}

function amendedEntry({
  source,
  before,
  after,
}: {
  source: string;
  before: RecordState;
  after: RecordState;
}): NewEntry {
  const fact = {
    type: 'observation.amended',
    source,
    history: after.isHistory,
    old: recordCell(before),
    new: recordCell(after),
  } as const;
  return { fact, subject: after.observation, source };
}

function isSameCell(a: Cell, b: Cell): boolean {
  return (Object.keys(a) as (keyof Cell)[]).every((name) => a[name] === b[name]);
}
