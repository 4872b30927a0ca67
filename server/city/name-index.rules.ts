/** A name found in a text: where it starts and ends, and the entry it stands for. */
export interface NameHit<T> {
  readonly start: number;
  readonly end: number;
  readonly entry: T;
}

/** Finds known names inside a folded text. One map lookup per letter of the text; names of one letter are not indexed. */
export class NameIndex<T> {
  /** First two letters to the names that begin so, longest first. */
  private readonly byHead = new Map<string, { name: string; entry: T }[]>();

  constructor(entries: Iterable<readonly [name: string, entry: T]>) {
    for (const [name, entry] of entries) {
      if (name.length < 2) continue;
      const head = name.slice(0, 2);
      const list = this.byHead.get(head);
      if (list === undefined) this.byHead.set(head, [{ name, entry }]);
      else list.push({ name, entry });
    }
    for (const list of this.byHead.values()) list.sort((a, b) => b.name.length - a.name.length);
  }

  /** The longest name contained in the text; the first one of equal length. */
  longestIn(text: string): NameHit<T> | null {
    let best: NameHit<T> | null = null;
    for (let start = 0; start < text.length - 1; start++) {
      for (const { name, entry } of this.byHead.get(text.slice(start, start + 2)) ?? []) {
        if (best !== null && name.length <= best.end - best.start) break;
        if (text.startsWith(name, start)) best = { start, end: start + name.length, entry };
      }
    }
    return best;
  }
}
