import { z } from 'zod';
import { DomainError } from '../../platform/domain-error.js';

/** Place in the order of standings, and id, of the last sensor of a page. */
const SensorKeys = z.tuple([z.int().min(1).max(9), z.string().max(200)]);
/** Beginning and id of the last alarm of a page. */
const AlarmKeys = z.tuple([z.iso.datetime(), z.uuid()]);

/** Writes where a page of sensors ended as one opaque word. */
export function sensorCursor(last: { rank: number; sensor: string } | undefined): string | null {
  return last ? written([last.rank, last.sensor]) : null;
}

/** Reads where a page of sensors goes on; null for the first. @throws sensors/bad-cursor (400) */
export function afterSensor(cursor: string | undefined): z.infer<typeof SensorKeys> | null {
  return cursor === undefined ? null : read(SensorKeys, cursor);
}

/** Writes where a page of a sensor's alarms ended as one opaque word. */
export function historyCursor(last: { raisedAt: string; id: string } | undefined): string | null {
  return last ? written([last.raisedAt, last.id]) : null;
}

/** Reads where a page of a sensor's alarms goes on; null for the first. @throws sensors/bad-cursor (400) */
export function afterAlarm(cursor: string | undefined): z.infer<typeof AlarmKeys> | null {
  return cursor === undefined ? null : read(AlarmKeys, cursor);
}

function written(keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

function read<T>(keys: z.ZodType<T>, cursor: string): T {
  try {
    return keys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw new DomainError(400, 'sensors/bad-cursor', 'not a cursor of this list', { cause });
  }
}
