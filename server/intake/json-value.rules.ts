import type { ItemFault } from './row.js';

/** Limits of `attributes`. @source docs/protocol.md §Intake */
export const ATTRIBUTES_MAX_BYTES = 8192;
export const ATTRIBUTES_MAX_LEVELS = 8;

/** In Unicode mode a pair is one code point, so this finds halves only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Counts the names in all objects of a parsed value. */
export function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') names += countNames(item);
    return names;
  }
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object)) {
    names++;
    const inner = object[name];
    if (typeof inner === 'object') names += countNames(inner);
  }
  return names;
}

/** Finds text that PostgreSQL cannot store exactly (NUL, lone surrogates), in names too. Answers its JSON pointer or null. */
export function findUnstorable(value: unknown, pointer = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : pointer;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return `${pointer}/${escapePointer(storable(name))}`;
    const found = findUnstorable(inner, `${pointer}/${escapePointer(name)}`);
    if (found !== null) return found;
  }
  return null;
}

/** Writes a JSON value with names sorted, so that equal content gives equal text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  const parts = Object.keys(object)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(object[name])}`);
  return `{${parts.join(',')}}`;
}

/** Checks levels and numbers of `attributes`. A number beyond double precision's range was read as Infinity. */
export function attributesFault(attributes: unknown): ItemFault | null {
  const path: string[] = [];
  const what = badValue(attributes, 1, path);
  if (what === null) return null;
  if (what === 'too-deep') {
    const detail = `attributes have more than ${ATTRIBUTES_MAX_LEVELS} levels; flatten them`;
    return { code: 'attributes/too-deep', pointer: '/attributes', detail };
  }
  const pointer = ['/attributes', ...path.reverse().map(escapePointer)].join('/');
  return { code: 'number/out-of-range', pointer, detail: 'a number is beyond the range of a double; send it as text' };
}

/** Walks without building pointers: `path` is filled, innermost first, only when something is found. */
function badValue(value: unknown, level: number, path: string[]): 'too-deep' | 'not-finite' | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'not-finite';
  if (typeof value !== 'object' || value === null) return null;
  if (level > ATTRIBUTES_MAX_LEVELS) return 'too-deep';
  const object = value as Record<string, unknown>;
  for (const name of Object.keys(object)) {
    const what = badValue(object[name], level + 1, path);
    if (what === null) continue;
    path.push(name);
    return what;
  }
  return null;
}

/** Escapes one reference token of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Replaces what cannot be stored, for use in messages about it. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD');
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && !LONE_SURROGATE.test(text);
}
