import type { BodyFormat } from '../accept.service.js';
import type { ItemFault } from '../row.js';

/** What the service subscribes to: one level names the source, what follows says what the payload is. @source docs/protocol.md §MQTT */
export const TOPIC_FILTER = 'in/#';

/** A message of the broker in the terms of the intake: a body of a source, or why it is none. */
export type Letter =
  | { kind: 'body'; source: string; body: Buffer; format: BodyFormat }
  | { kind: 'reading'; source: string; sensor: string; measured: Measured }
  | { kind: 'fault'; source: string; fault: ItemFault };

/** A measured value as a device sends it. `at` RFC 3339; without it the moment of receipt counts. */
export interface Measured {
  value: number;
  at?: string;
  unit?: string;
  quality?: 'good' | 'suspect' | 'bad';
}

const FORMATS: Record<string, BodyFormat> = { '': 'json', ndjson: 'ndjson', cloudevents: 'cloudevents' };
/** What a reading is follows from its sensor; the field must hold a type of stream risk all the same. */
const READING_TYPE = 'risk.other';
/** A device's payload is a number or a small object. */
const MAX_MEASURED_BYTES = 4096;
const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const QUALITIES: readonly unknown[] = ['good', 'suspect', 'bad'];

/**
 * Reads topic and payload: `in/{source}` one object or an array, `in/{source}/ndjson` lines, `in/{source}/cloudevents`,
 * `in/{source}/sensors/{sensor}` a bare number or `{value, at?, unit?, quality?}`.
 */
export function letterOf(topic: string, payload: Buffer): Letter {
  const [, source = '', form = '', ...rest] = topic.split('/');
  if (form === 'sensors' && rest.length > 0) return measured(source, rest.join('/'), payload);
  const format = rest.length === 0 ? FORMATS[form] : undefined;
  if (format !== undefined) return { kind: 'body', source, body: payload, format };
  const detail = `publish to in/${source}, in/${source}/ndjson, in/${source}/cloudevents or in/${source}/sensors/{sensor}`;
  return faulty(source, 'mqtt/unknown-topic', detail);
}

/** The item of a measured value, as a source would have sent it itself. */
export function itemOf(sensor: string, measured: Measured, receivedAt: string): Buffer {
  const { value, at = receivedAt, unit, quality } = measured;
  const reading = { sensor, value, ...(unit !== undefined && { unit }), ...(quality && { quality }) };
  return Buffer.from(JSON.stringify({ stream: 'risk', type: READING_TYPE, occurredAt: at, reading }));
}

function measured(source: string, sensor: string, payload: Buffer): Letter {
  const unreadable = () =>
    faulty(source, 'mqtt/not-a-value', 'send a number, or {"value": 1.5, "at": RFC 3339, "unit", "quality"}');
  if (payload.length > MAX_MEASURED_BYTES) return unreadable();
  const text = payload.toString('utf8').trim();
  if (PLAIN_NUMBER.test(text)) return { kind: 'reading', source, sensor, measured: { value: Number(text) } };
  try {
    const value: unknown = JSON.parse(text);
    return isMeasured(value) ? { kind: 'reading', source, sensor, measured: value } : unreadable();
  } catch {
    return unreadable();
  }
}

function isMeasured(value: unknown): value is Measured {
  if (typeof value !== 'object' || value === null) return false;
  const { value: number, at, unit, quality, ...others } = value as Record<string, unknown>;
  return (
    typeof number === 'number' &&
    [at, unit].every((v) => v === undefined || (typeof v === 'string' && v.length <= 40)) &&
    (quality === undefined || QUALITIES.includes(quality)) &&
    Object.keys(others).length === 0
  );
}

function faulty(source: string, code: string, detail: string): Letter {
  return { kind: 'fault', source, fault: { code, pointer: '', detail } };
}
