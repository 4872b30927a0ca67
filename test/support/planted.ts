/** Personal data planted in a test, and a search for it in anything that came out. */
const PRIME = 104_729;

/** Mainland mobile numbers, all different; each `series` (0 to 99) has its own. */
export function phonesOf(series: number, n: number): string[] {
  return Array.from({ length: n }, (_, i) => {
    const tail = String((i * PRIME + series * 7919) % 1_000_000).padStart(6, '0');
    return `1${3 + (i % 7)}${i % 10}${String(series).padStart(2, '0')}${tail}`;
  });
}

/** Names nobody has by chance. */
export const namesOf = (n: number): string[] => Array.from({ length: n }, (_, i) => `龘${i}靐`);

/** Tells which of the needles stand in a text: as they are, written with separators or in full width, or as bytes in hexadecimal. */
export function findPlanted(text: string, needles: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const form of [text, bare(text), unhexed(text)]) {
    for (const [run] of form.matchAll(/\d{11,}/g)) {
      for (let at = 0; at + 11 <= run.length; at++) {
        const window = run.slice(at, at + 11);
        if (needles.has(window)) found.add(window);
      }
    }
    for (const [name] of form.matchAll(/龘\d+靐/g)) if (needles.has(name)) found.add(name);
  }
  return [...found];
}

/** Without what may stand between the digits of one number. */
function bare(text: string): string {
  return text.normalize('NFKC').replace(/(?<=\d)[ \t\-–—.·・_/\u200b-\u200d\u2060\ufeff]{1,2}(?=\d)/g, '');
}

/** What bytes written in hexadecimal (as dumps and jsonb texts do) say when read as UTF-8. */
function unhexed(text: string): string {
  return [...text.matchAll(/\\x((?:[0-9a-f]{2})+)/g)]
    .map(([, hex]) => Buffer.from(hex as string, 'hex').toString('utf8'))
    .join('\n');
}
