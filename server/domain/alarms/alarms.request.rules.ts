import { z } from 'zod';
import { DomainError } from '../../platform/domain-error.js';

/** Rank, age and id of the last alarm of a page. */
const Keys = z.tuple([z.string().regex(/^\d{1,2}$/), z.string().regex(/^-?\d{1,20}(\.\d{1,9})?$/), z.uuid()]);

/** Writes a cursor as one opaque word; null where no page follows. */
export function cursorOf(keys: readonly string[] | undefined): string | null {
  return keys === undefined ? null : btoa(JSON.stringify(keys));
}

/** Reads a cursor; null for the first page. @throws alarms/bad-cursor (400) */
export function keysIn(cursor: string | undefined): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    return Keys.parse(JSON.parse(atob(cursor)));
  } catch (cause) {
    throw new DomainError(400, 'alarms/bad-cursor', 'not a cursor of this list', { cause });
  }
}
