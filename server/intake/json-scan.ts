/** Deepest nesting of an item; deeper ones are refused before any parser sees them. */
export const MAX_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const LOWER_U = 0x75;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LAST_SPACE = 0x20;

/** What one pass over the bytes of a JSON value tells without parsing it. */
export interface JsonScan {
  depth: number;
  /** Names in all objects, doubled ones too: more than the parsed value has means that a name was doubled. */
  names: number;
  /** Whether a \u escape is in it: only those can bring in NUL or lone surrogates when the bytes are valid UTF-8. */
  escapes: boolean;
}

/** Where an item lies in a body, end excluded. */
export interface Slice {
  start: number;
  end: number;
}

/** Measures depth, names and escapes of the JSON text in [start, end) in one pass; stops early beyond MAX_DEPTH. */
export function scanJson(bytes: Uint8Array, start: number, end: number): JsonScan {
  let depth = 0;
  let deepest = 0;
  let names = 0;
  let escapes = false;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    if (c === QUOTE) {
      for (i++; i < end && bytes[i] !== QUOTE; i++) {
        if (bytes[i] === BACKSLASH && bytes[++i] === LOWER_U) escapes = true;
      }
    } else if (c === COLON) names++;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (++depth > deepest) deepest = depth;
      if (depth > MAX_DEPTH) break;
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) depth--;
  }
  return { depth: deepest, names, escapes };
}

/** Cuts NDJSON into its non-blank lines, without their line ends and outer spaces. */
export function lines(bytes: Buffer): Slice[] {
  const found: Slice[] = [];
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed;
    const slice = trim(bytes, at, end);
    if (slice.start < slice.end) found.push(slice);
    at = end + 1;
  }
  return found;
}

/**
 * Cuts a body of one JSON value into items: the elements when it is an array, else the value itself. Answers null when the array is
 * not well-formed at its own level; what is inside an element is left to the parser.
 */
export function elements(bytes: Buffer): Slice[] | null {
  const whole = trim(bytes, 0, bytes.length);
  if (bytes[whole.start] !== OPEN_BRACKET) return whole.start < whole.end ? [whole] : null;
  if (bytes[whole.end - 1] !== CLOSE_BRACKET || whole.end - whole.start < 2) return null;
  const inner = trim(bytes, whole.start + 1, whole.end - 1);
  if (inner.start === inner.end) return [];
  const found: Slice[] = [];
  let from = inner.start;
  for (let at = nextComma(bytes, from, inner.end); ; at = nextComma(bytes, from, inner.end)) {
    if (at === -1) return null;
    const slice = trim(bytes, from, at);
    if (slice.start === slice.end) return null;
    found.push(slice);
    if (at === inner.end) return found;
    from = at + 1;
  }
}

/** Finds the next comma outside strings and brackets, or `end`; -1 when brackets or strings do not close. */
function nextComma(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    if (c === QUOTE) {
      for (i++; i < end && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
      if (i >= end) return -1;
    } else if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++;
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      if (--depth < 0) return -1;
    } else if (c === COMMA && depth === 0) return i;
  }
  return depth === 0 ? end : -1;
}

/** Only JSON's own spaces count: tab, line feed, carriage return and space. */
function trim(bytes: Uint8Array, start: number, end: number): Slice {
  while (start < end && isSpace(bytes[start] as number)) start++;
  while (end > start && isSpace(bytes[end - 1] as number)) end--;
  return { start, end };
}

function isSpace(c: number): boolean {
  return c <= LAST_SPACE && (c === LAST_SPACE || c === 0x0a || c === 0x0d || c === 0x09);
}
