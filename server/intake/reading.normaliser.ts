import type { ObservationInput } from '../../protocol/observation.js';
import { eventTime, FUTURE_SLACK_MS, type ItemContext } from './observation.normaliser.js';
import { FROM_THE_FUTURE, type ItemFault } from './row.js';
import { inUnitOf } from './unit.rules.js';

const QUALITY = { good: 0, suspect: 1, bad: 2 } as const;

/** A reading in the service's terms. `atMs` epoch milliseconds; quality 0 good, 1 suspect, 2 bad. */
export interface NormalReading {
  sensor: string;
  atMs: number;
  value: number;
  quality: number;
  isHistory: boolean;
}

/** Checks a reading against the register of sensors: it must be there, belong to the source, and its value be in the sensor's unit or one that is known to turn into it. */
export function normaliseReading(item: ObservationInput, context: ItemContext): NormalReading | ItemFault {
  const reading = item.reading as NonNullable<ObservationInput['reading']>;
  if (item.stream !== 'risk') {
    return fault('reading/wrong-stream', '/stream', `readings belong to stream risk, not ${item.stream}`);
  }
  const sensor = context.city.sensors.get(reading.sensor);
  if (sensor === undefined) {
    return fault('intake/unknown-sensor', '/reading/sensor', `sensor ${reading.sensor} is not registered; register it`);
  }
  if (sensor.source !== context.source) {
    return fault('intake/foreign-sensor', '/reading/sensor', `sensor ${reading.sensor} belongs to another source`);
  }
  const value = inUnitOf(sensor, reading.value, reading.unit ?? sensor.unit);
  if (value === null) {
    const detail = `sensor ${sensor.id} measures in ${sensor.unit}, and ${reading.unit} cannot be turned into that; convert before sending`;
    return fault('reading/wrong-unit', '/reading/unit', detail);
  }
  if (reading.metric !== undefined && reading.metric !== sensor.metric) {
    const detail = `sensor ${sensor.id} measures ${sensor.metric}, not ${reading.metric}`;
    return fault('reading/wrong-metric', '/reading/metric', detail);
  }
  const atMs = eventTime(item.occurredAt, context);
  if (typeof atMs !== 'number') return atMs;
  // Clamping would give every resend another time, and (sensor, at) is what makes a reading idempotent.
  if (atMs > context.receivedMs + FUTURE_SLACK_MS) {
    const detail = `${item.occurredAt} has not come yet; set the device's clock`;
    return { ...fault(FROM_THE_FUTURE, '/occurredAt', detail), sensor: sensor.id };
  }
  const isHistory = atMs < context.receivedMs - context.liveWindowMs;
  return { sensor: sensor.id, atMs, value, quality: QUALITY[reading.quality ?? 'good'], isHistory };
}

function fault(code: string, pointer: string, detail: string): ItemFault {
  return { code, pointer, detail };
}
