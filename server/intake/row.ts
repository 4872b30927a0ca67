import type { Transport } from '../../protocol/facts/feeds.js';
import type { Placed } from '../../protocol/geo.js';
import type { Priority, Stream } from '../../protocol/observation.js';

/** One item's place in its request: where its answer goes. */
export interface Place {
  index: number;
  /** What the sender called it, for answers; null when it has no readable id. */
  itemId: string | null;
}

/** Where a record is counted. Coordinates WGS-84 degrees, h3 a 15-digit string (res 9). */
export interface Cell {
  type: string;
  priority: Priority;
  district: string;
  placed: Placed;
  h3: string | null;
  lon: number | null;
  lat: number | null;
}

/** What a source knows of its record, times in epoch milliseconds; null is not said. */
export interface StateFields {
  status: string | null;
  openedAt: number | null;
  dueAt: number | null;
  closedAt: number | null;
  org: string | null;
  result: string | null;
  satisfaction: number | null;
}

/** What an accepted item came by; null for what people or the service itself made. */
export interface Came {
  transport: Transport | null;
}

/** An accepted message on its way into `observation`. Hashes are 32 hexadecimal digits. */
export interface Row extends Place, Came {
  kind: 'row';
  source: string;
  /** Hash of the message's id: the idempotency key. */
  key: string;
  content: string;
  record: string;
  /** Hash of the record's name in the same hash space as `key`. */
  recordKey: string;
  /** True when the message carries `record` or `state`. */
  linked: boolean;
  stream: Stream;
  typeSent: string | null;
  cell: Cell;
  /** What the message says itself; an amendment that is silent keeps what the record has. */
  says: { priority: boolean; place: boolean };
  occurredMs: number;
  road: string | null;
  title: string | null;
  body: string | null;
  /** JSON text of what the service found out; attributes that were sent stay in `raw`. */
  attributes: string | null;
  flags: string[];
  isHistory: boolean;
  state: StateFields | null;
  reporter: Buffer | null;
  raw: Buffer;
  bytes: number;
}

/** An accepted reading. `atMs` epoch milliseconds; quality 0 good, 1 suspect, 2 bad. */
export interface ReadingRow extends Place, Came {
  kind: 'reading';
  source: string;
  sensor: string;
  atMs: number;
  value: number;
  quality: number;
  isHistory: boolean;
  raw: Buffer;
  bytes: number;
}

/** An item that was not taken, on its way into `dead_letter`. */
export interface Reject extends Place {
  kind: 'reject';
  source: string;
  code: string;
  pointer: string;
  detail: string;
  raw: Buffer;
  bytes: number;
  /** The sensor whose clock is ahead, where that is the fault. */
  sensor?: string;
}

/** Why an item is refused: stable code, JSON pointer into the item, and what to do. `sensor`: whose clock is ahead. */
export interface ItemFault {
  code: string;
  pointer: string;
  detail: string;
  sensor?: string;
}

export type Unit = Row | ReadingRow | Reject;

/** Refusal of a reading whose time has not come yet, and flag of an observation whose time was clamped for that. */
export const FROM_THE_FUTURE = 'reading/from-the-future';
export const CLAMPED = 'clamped';

/** Whether an item was held to be of the future. */
export function isAhead(unit: Unit): boolean {
  return unit.kind === 'row' ? unit.flags.includes(CLAMPED) : unit.kind === 'reject' && unit.code === FROM_THE_FUTURE;
}
