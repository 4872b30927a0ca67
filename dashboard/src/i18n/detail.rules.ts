/** What a reject's detail says: a message key below `words.detail` with its numbers. */
export interface DetailWords {
  key: string;
  n: string;
}

/** Sentences of the service's schemas that screens know how to say. @source zod 4, locales/en */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^Too big: expected string to have <=(\d+) characters/, 'longest'],
  [/^Too small: expected string to have >=(\d+) characters/, 'shortest'],
  [/^Too big: expected number to be <=(\S+)/, 'most'],
  [/^Too small: expected number to be >=(\S+)/, 'least'],
  [/^Invalid ISO datetime/, 'time'],
  [/^Invalid input: expected (string|number|boolean|array|object|int|record)\b/, 'type'],
  [/^Invalid (?:input|option)/, 'value'],
  [/^Unrecognized key/, 'unknown'],
];

/** Takes the pointer off a reject's detail: screens show it beside. */
export function withoutPointer(detail: string, pointer: string): string {
  const prefix = `${pointer === '' ? 'the item' : pointer}: `;
  return detail.startsWith(prefix) ? detail.slice(prefix.length) : detail;
}

/** Reads a reject's detail without its pointer; null when it is none of the known sentences. */
export function detailWords(detail: string): DetailWords | null {
  for (const [pattern, key] of KNOWN) {
    const found = pattern.exec(detail);
    if (found) return { key, n: found[1] ?? '' };
  }
  return null;
}
