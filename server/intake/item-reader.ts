import { isUtf8 } from 'node:buffer';
import { countNames, findUnstorable } from './json-value.rules.js';
import { MAX_DEPTH, scanJson, type Slice } from './json-scan.js';
import type { ItemFault } from './row.js';

/** An item as its sender wrote it: its bytes and either its value or why there is none. */
export interface RawItem {
  raw: Buffer;
  value: unknown;
  fault: ItemFault | null;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads one item: strict UTF-8, bounded depth before parsing, no doubled names, no text that cannot be stored. */
export function readItem(body: Buffer, slice: Slice, isBodyUtf8: boolean): RawItem {
  const raw = body.subarray(slice.start, slice.end);
  if (!isBodyUtf8 && !isUtf8(raw)) return broken(raw, 'text/not-utf8', 'the bytes are not UTF-8; send UTF-8');
  const scan = scanJson(body, slice.start, slice.end);
  if (scan.depth > MAX_DEPTH) {
    return broken(raw, 'json/too-deep', `nested deeper than ${MAX_DEPTH} levels; flatten the item`);
  }
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(raw));
  } catch (error) {
    return broken(raw, 'json/unreadable', `not JSON: ${reasonOf(error as Error)}`);
  }
  if (countNames(value) !== scan.names) {
    return broken(raw, 'json/doubled-name', 'a name occurs twice in one object; which value is meant is unclear');
  }
  const unstorable = scan.escapes ? findUnstorable(value) : null;
  if (unstorable === null) return { raw, value, fault: null };
  const detail = `${unstorable}: NUL or half a surrogate pair cannot be stored exactly; remove it`;
  return { raw, value, fault: { code: 'text/not-storable', pointer: unstorable, detail } };
}

/** The id an item carries, for answers about it; null when it has none that can be shown. */
export function shownId(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const id = (value as { id?: unknown }).id;
  return typeof id === 'string' && id.length <= 200 && findUnstorable(id) === null ? id : null;
}

/** The parser's words without its quotation of what was sent, which may hold personal data. */
function reasonOf({ message }: Error): string {
  return message.replace(/, (?:\.\.\.)?".*$/s, '').slice(0, 120);
}

function broken(raw: Buffer, code: string, detail: string): RawItem {
  return { raw, value: undefined, fault: { code, pointer: '', detail } };
}
