/** Everything that carries no meaning in an address once folded: spaces, punctuation, symbols. */
const NOISE = /[\s\p{P}\p{S}]+/gu;

/** Folds a name or address for comparison: NFKC (full width to half width), lower case, no spaces or punctuation. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(NOISE, '');
}

/** House number in the text right after a road name (`128号`, `No. 128`), or null. */
export function houseNumber(afterRoad: string): number | null {
  const found = /^(?:no)?(\d{1,5})(?:号|弄|$|\D)/.exec(afterRoad);
  return found === null ? null : Number(found[1]);
}

/** Sørensen-Dice similarity of the letter pairs of two folded texts, 0..1. Pairs suit Chinese names, which are short. */
export function similarity(a: string, b: string): number {
  if (a.length < 2 || b.length < 2) return a === b ? 1 : 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i < a.length - 1; i++) pairs.set(a.slice(i, i + 2), (pairs.get(a.slice(i, i + 2)) ?? 0) + 1);
  let shared = 0;
  for (let i = 0; i < b.length - 1; i++) {
    const left = pairs.get(b.slice(i, i + 2)) ?? 0;
    if (left === 0) continue;
    shared++;
    pairs.set(b.slice(i, i + 2), left - 1);
  }
  return (2 * shared) / (a.length + b.length - 2);
}
