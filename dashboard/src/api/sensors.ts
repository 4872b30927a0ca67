import type { SensorAlarms, SensorFile, SensorPage, SensorReadings } from '@protocol/sensor';
import type { LimitInput, SensorLimits } from '@protocol/sensor-limit';
import { request, send } from './http.js';
import { queryOf } from './query.js';

const of = (sensor: string) => `/api/v1/sensors/${encodeURIComponent(sensor)}`;
const stop = (signal: AbortSignal | undefined) => (signal ? { signal } : {});

/** A span of time, RFC 3339, half-open. */
export interface Span {
  from: string;
  to: string;
}

/** Lists sensors, those that alarm first. */
export function listSensors(
  filters: Record<string, string | null | undefined>,
  signal?: AbortSignal,
): Promise<SensorPage> {
  return request<SensorPage>(`/api/v1/sensors${queryOf(filters)}`, stop(signal));
}

/** Reads a sensor with its rules and health. @throws ApiError 404 */
export function readSensor(sensor: string, signal?: AbortSignal): Promise<SensorFile> {
  return request<SensorFile>(of(sensor), stop(signal));
}

/** Reads what a sensor measured in a span, as a curve with its gaps. */
export function readReadings(sensor: string, span: Span, signal?: AbortSignal): Promise<SensorReadings> {
  return request<SensorReadings>(`${of(sensor)}/readings${queryOf({ ...span })}`, stop(signal));
}

/** Fetches every value of a span as CSV that spreadsheets open. */
export async function exportReadings(sensor: string, span: Span, kind: SensorReadings['of']): Promise<Blob> {
  const path = `${of(sensor)}/readings${queryOf({ ...span, of: kind, bom: '1' })}`;
  return (await send(path, { headers: { accept: 'text/csv' } })).blob();
}

/** Reads the alarms that a sensor had, the newest first. */
export function readSensorAlarms(sensor: string, cursor: string | null, signal?: AbortSignal): Promise<SensorAlarms> {
  return request<SensorAlarms>(`${of(sensor)}/alarms${queryOf({ cursor })}`, stop(signal));
}

/** Reads the limits that hold for a sensor, and every version there was. */
export function readLimits(sensor: string, signal?: AbortSignal): Promise<SensorLimits> {
  return request<SensorLimits>(`${of(sensor)}/limits`, stop(signal));
}

/** Gives a sensor a limit of its own, or its rule's back. @throws ApiError alarm-limit/changed (409) when somebody else was faster */
export function setLimit(sensor: string, rule: string, body: LimitInput): Promise<SensorLimits> {
  return request<SensorLimits>(`${of(sensor)}/limits/${encodeURIComponent(rule)}`, { method: 'PUT', body });
}
