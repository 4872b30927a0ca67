import type { z } from 'zod';
import { escapePointer } from './json-value.rules.js';
import type { ItemFault } from './row.js';

type Issue = z.core.$ZodIssue;

/** Words zod 4 needs to name what is missing: an absent field is `undefined` where something was expected. */
const TIMES = new Set(['occurredAt', 'openedAt', 'dueAt', 'closedAt']);
const COORDINATES = new Set(['lon', 'lat']);

/** Turns the first fault that the schema found into a reject's code, pointer and words. */
export function inputFault(issue: Issue, item: unknown): ItemFault {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const pointer = path.map((part) => `/${escapePointer(String(part))}`).join('');
  return { code: codeOf(issue, item), pointer, detail: `${pointer === '' ? 'the item' : pointer}: ${issue.message}` };
}

function codeOf(issue: Issue, item: unknown): string {
  const last = String(issue.path.at(-1) ?? '');
  const given = valueAt(item, issue.path);
  if (issue.code === 'unrecognized_keys') return 'item/unknown-field';
  if (issue.path.length > 0 && given === undefined) return 'item/field-missing';
  if (typeof given === 'number' && !Number.isFinite(given)) return 'number/out-of-range';
  if (issue.code === 'invalid_type') return 'item/wrong-type';
  if (issue.code === 'invalid_format' && TIMES.has(last)) return 'time/impossible';
  if (COORDINATES.has(last)) return 'location/impossible';
  if (issue.code === 'too_big') return 'item/too-long';
  return 'item/invalid-value';
}

function valueAt(item: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = item;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}
