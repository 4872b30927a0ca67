import type { Stream } from '../../protocol/observation.js';
import { CLOSED_STATUS, foldStatus } from './record-status.data.js';
import type { Cell, Row, StateFields } from './row.js';

export const NO_STATE: StateFields = {
  ...{ status: null, openedAt: null, dueAt: null, closedAt: null },
  ...{ org: null, result: null, satisfaction: null },
};

/** A record as it stands: the observation that counts it, its cell, and what its source last said. Times epoch milliseconds. */
export interface RecordState {
  observation: string;
  observationReceivedMs: number;
  occurredMs: number;
  stream: Stream;
  isHistory: boolean;
  stateMs: number;
  cell: Cell;
  state: StateFields;
  isOpen: boolean;
}

/** What a group of messages did to one record. */
export interface Folded {
  after: RecordState;
  /** The message that opened the record in this group; null when it was known before. */
  opening: Row | null;
  /** True when a message newer than the known state moved a record that was known before. */
  amended: boolean;
}

/**
 * Applies messages to a record in the order of their times, those of equal time in order of receipt. Older messages than the record's
 * state change nothing; fields a message is silent about stay. Flags closings before openings on the message that said so.
 */
export function foldRecord(
  before: RecordState | null,
  messages: readonly Row[],
  opened: Pick<RecordState, 'observation' | 'observationReceivedMs'>,
): Folded {
  const ordered = messages.length > 1 ? messages.toSorted((a, b) => a.occurredMs - b.occurredMs) : messages;
  const opening = before === null ? (ordered[0] as Row) : null;
  let after = before ?? openRecord(opening as Row, opened);
  let amended = false;
  for (const message of ordered) {
    if (message === opening) continue;
    if (message.stream !== after.stream) {
      addFlag(message, 'stream-differs');
      continue;
    }
    if (message.occurredMs < after.stateMs) continue;
    after = amend(after, message);
    amended ||= before !== null;
  }
  return { after, opening, amended };
}

/** Whether a record still waits for its source: it has a state that neither closes it nor names a final status, and it is live. */
export function isOpen(state: StateFields, isHistory: boolean): boolean {
  if (isHistory || state.closedAt !== null) return false;
  if (state.status !== null) return !CLOSED_STATUS.has(foldStatus(state.status));
  return Object.values(state).some((field) => field !== null);
}

/** Whether a state says that its record was closed before it was opened. */
export function isClosedBeforeOpened(state: StateFields, occurredMs: number): boolean {
  return state.closedAt !== null && state.closedAt < (state.openedAt ?? occurredMs);
}

function openRecord(row: Row, opened: Pick<RecordState, 'observation' | 'observationReceivedMs'>): RecordState {
  const state = row.state ?? NO_STATE;
  if (isClosedBeforeOpened(state, row.occurredMs)) addFlag(row, 'closed-before-opened');
  return {
    ...opened,
    ...{ occurredMs: row.occurredMs, stateMs: row.occurredMs, stream: row.stream, isHistory: row.isHistory },
    ...{ cell: row.cell, state, isOpen: isOpen(state, row.isHistory) },
  };
}

function amend(record: RecordState, row: Row): RecordState {
  const said = row.state ?? NO_STATE;
  const state = { ...record.state };
  for (const name of Object.keys(NO_STATE) as (keyof StateFields)[]) {
    if (said[name] !== null) Object.assign(state, { [name]: said[name] });
  }
  if (said.closedAt !== null && isClosedBeforeOpened(state, record.occurredMs)) addFlag(row, 'closed-before-opened');
  const place = row.says.place ? row.cell : record.cell;
  const cell: Cell = {
    ...{ type: row.cell.type, priority: row.says.priority ? row.cell.priority : record.cell.priority },
    ...{ district: place.district, placed: place.placed, h3: place.h3, lon: place.lon, lat: place.lat },
  };
  return { ...record, cell, state, stateMs: row.occurredMs, isOpen: isOpen(state, record.isHistory) };
}

function addFlag(row: Row, flag: string): void {
  if (!row.flags.includes(flag)) row.flags.push(flag);
}
