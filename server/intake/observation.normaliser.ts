import type { ObservationInput } from '../../protocol/observation.js';
import { ATTRIBUTES_MAX_BYTES, attributesFault } from './json-value.rules.js';
import type { CityLookups } from './city-lookups.js';
import { placeItem, type PlacedItem } from './place.normaliser.js';
import { CLAMPED, type Cell, type ItemFault, type StateFields } from './row.js';

/** How far ahead of the receipt an event may lie before its time is held to be wrong. */
export const FUTURE_SLACK_MS = 5 * 60_000;
/** Times before this are mistakes, not history: no city feed is older. */
const EARLIEST_MS = Date.UTC(1900, 0, 1);
/** Promised times may lie ahead, but not beyond this. */
const LATEST_MS = Date.UTC(2200, 0, 1);

/** What normalising needs to know besides the item. Times epoch milliseconds. */
export interface ItemContext {
  source: string;
  streams: readonly string[];
  receivedMs: number;
  liveWindowMs: number;
  city: CityLookups;
}

/** A validated item in the service's own terms; no identity yet. */
export interface NormalItem {
  typeSent: string | null;
  cell: Cell;
  says: { priority: boolean; place: boolean };
  occurredMs: number;
  isHistory: boolean;
  road: string | null;
  /** JSON text of what the service found out: how the place was matched, the coordinates and the time as sent. */
  attributes: string | null;
  flags: string[];
  state: StateFields | null;
}

/** Checks what holds for observations and readings alike: the stream is this source's, and drills need a running drill. */
export function commonFault(item: ObservationInput, context: ItemContext): ItemFault | null {
  if (item.drill === true) {
    const detail = 'this key is not bound to a running drill; send drill messages with a drill key';
    return { code: 'intake/drill-not-allowed', pointer: '/drill', detail };
  }
  if (context.streams.includes(item.stream)) return null;
  const detail = `source ${context.source} is registered for ${context.streams.join(', ')}, not ${item.stream}`;
  return { code: 'source/stream-not-allowed', pointer: '/stream', detail };
}

/** Normalises an observation: time clamped and flagged, place found, type resolved, default priority, state in milliseconds. */
export function normaliseObservation(
  item: ObservationInput,
  attributesText: string | null,
  context: ItemContext,
): NormalItem | ItemFault {
  const fault = attributesText === null ? null : attributesProblem(item, attributesText);
  if (fault !== null) return fault;
  const type = context.city.catalogue.resolve(item.stream, item.type);
  if ('wrongStream' in type) {
    const detail = `${item.type} is a type of stream ${type.wrongStream}, not ${item.stream}`;
    return { code: 'type/wrong-stream', pointer: '/type', detail };
  }
  const time = eventTime(item.occurredAt, context);
  if (typeof time !== 'number') return time;
  const state = item.state === undefined ? null : stateFields(item.state);
  if (state !== null && 'code' in state) return state;
  const placed = placeItem(item, context.city);
  if ('code' in placed) return placed;
  const { lon, lat, h3, district, placed: where } = placed.cell;
  const isClamped = time > context.receivedMs + FUTURE_SLACK_MS;
  return {
    typeSent: type.known ? null : item.type,
    // Spelt out: spreading here costs more than all of validation.
    cell: { type: type.code, priority: item.priority ?? type.priority, district, placed: where, h3, lon, lat },
    says: { priority: item.priority !== undefined, place: placed.said },
    occurredMs: isClamped ? context.receivedMs : time,
    isHistory: time < context.receivedMs - context.liveWindowMs,
    road: placed.road,
    attributes: found(item, placed, isClamped),
    flags: flagsOf(placed.flags, type.known, isClamped),
    state,
  };
}

/** Epoch milliseconds of an event, or why that cannot be its time. */
export function eventTime(
  text: string,
  context: Pick<ItemContext, 'receivedMs'>,
  pointer = '/occurredAt',
): number | ItemFault {
  const ms = Date.parse(text);
  if (ms >= EARLIEST_MS && ms < LATEST_MS) return ms;
  const received = new Date(context.receivedMs).toISOString();
  return { code: 'time/impossible', pointer, detail: `${text} is outside 1900..2199 (received ${received})` };
}

function flagsOf(flags: string[], isKnownType: boolean, isClamped: boolean): string[] {
  if (!isKnownType) flags.push('type-unknown');
  if (isClamped) flags.push(CLAMPED);
  return flags;
}

function attributesProblem(item: ObservationInput, text: string): ItemFault | null {
  if (Buffer.byteLength(text) > ATTRIBUTES_MAX_BYTES) {
    const detail = `attributes are larger than ${ATTRIBUTES_MAX_BYTES} bytes; keep what is needed`;
    return { code: 'attributes/too-large', pointer: '/attributes', detail };
  }
  return attributesFault(item.attributes);
}

function stateFields(state: NonNullable<ObservationInput['state']>): StateFields | ItemFault {
  const times = { openedAt: null as number | null, dueAt: null as number | null, closedAt: null as number | null };
  for (const name of ['openedAt', 'dueAt', 'closedAt'] as const) {
    const text = state[name];
    if (text === undefined) continue;
    const ms = eventTime(text, { receivedMs: 0 }, `/state/${name}`);
    if (typeof ms !== 'number') return ms;
    times[name] = ms;
  }
  const { status = null, org = null, result = null, satisfaction = null } = state;
  return { status, ...times, org, result, satisfaction };
}

/** What was found out about the message; its own attributes may hold personal data and stay in the sealed message alone. */
function found(item: ObservationInput, placed: PlacedItem, isClamped: boolean): string | null {
  const { object, channel, category } = item;
  const isPlain = object === undefined && channel === undefined && category === undefined;
  if (placed.extra === null && !isClamped && isPlain) return null;
  const sent = isClamped ? { occurredAtSent: item.occurredAt } : {};
  // Undefined is left out.
  return JSON.stringify({ ...placed.extra, ...sent, object, channel, category });
}
