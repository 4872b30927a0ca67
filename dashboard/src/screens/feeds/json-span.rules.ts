/** Where a value stands in JSON text: offsets of its first character and of the one after its last. */
export interface Span {
  start: number;
  end: number;
}

const WHITE = new Set([' ', '\t', '\n', '\r']);
/** What ends a bare token (number, true, false, null, or garbage in a broken message). */
const ENDS = new Set([',', ']', '}', ':', ...WHITE]);

/**
 * Finds the value that a JSON pointer (RFC 6901) names in a text, so that the text can be shown as it came with the faulty value marked.
 * @returns null when the text has no such member or cannot be read as JSON up to it. Depth of other values does not matter: they are skipped flat.
 */
export function spanOf(text: string, pointer: string): Span | null {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let at = skipWhite(text, 0);
  for (const step of steps) {
    const next = text[at] === '{' ? memberOf(text, at, step) : text[at] === '[' ? elementOf(text, at, step) : null;
    if (next === null) return null;
    at = next;
  }
  const end = skipValue(text, at);
  return end > at ? { start: at, end } : null;
}

function memberOf(text: string, open: number, name: string): number | null {
  let at = skipWhite(text, open + 1);
  while (text[at] === '"') {
    const keyEnd = skipString(text, at);
    const colon = skipWhite(text, keyEnd);
    if (text[colon] !== ':') return null;
    const value = skipWhite(text, colon + 1);
    if (keyIs(text.slice(at, keyEnd), name)) return value;
    const after = skipWhite(text, skipValue(text, value));
    if (text[after] !== ',') return null;
    at = skipWhite(text, after + 1);
  }
  return null;
}

function elementOf(text: string, open: number, step: string): number | null {
  if (!/^(0|[1-9]\d*)$/.test(step)) return null;
  let at = skipWhite(text, open + 1);
  if (text[at] === ']') return null;
  for (let left = Number(step); left > 0; left -= 1) {
    const after = skipWhite(text, skipValue(text, at));
    if (text[after] !== ',') return null;
    at = skipWhite(text, after + 1);
  }
  return at < text.length ? at : null;
}

function keyIs(quoted: string, name: string): boolean {
  if (!quoted.includes('\\')) return quoted.slice(1, -1) === name;
  try {
    return JSON.parse(quoted) === name;
  } catch {
    // A key with a broken escape cannot be the one that a pointer names.
    return false;
  }
}

function skipValue(text: string, from: number): number {
  if (text[from] === '"') return skipString(text, from);
  if (text[from] !== '{' && text[from] !== '[') return skipToken(text, from);
  let depth = 0;
  for (let at = from; at < text.length;) {
    const c = text[at];
    if (c === '"') {
      at = skipString(text, at);
      continue;
    }
    if (c === '{' || c === '[') depth += 1;
    if (c === '}' || c === ']') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

function skipToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && !ENDS.has(text[at]!)) at += 1;
  return at;
}

function skipString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipWhite(text: string, from: number): number {
  let at = from;
  while (at < text.length && WHITE.has(text[at]!)) at += 1;
  return at;
}
