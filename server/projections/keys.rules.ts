/** Hands out small integers for things that are named by a string, and lists the things in the order of their names. */
export class Keys<T extends { id: string }> {
  private readonly keys = new Map<string, number>();
  private readonly things: T[] = [];
  private sorted: readonly number[] = [];

  /** Key of the thing `make` makes; it is made once per id. */
  of(id: string, make: () => Omit<T, 'id'>): number {
    const known = this.keys.get(id);
    if (known !== undefined) return known;
    const key = this.things.length;
    this.things.push({ id, ...make() } as T);
    this.keys.set(id, key);
    return key;
  }

  get(key: number): T {
    return this.things[key] as T;
  }

  /** All keys in the order of ids. Sorted again only when a new id came. */
  inOrder(): readonly number[] {
    if (this.sorted.length !== this.things.length) {
      this.sorted = [...this.things.keys()].sort((a, b) => (this.get(a).id < this.get(b).id ? -1 : 1));
    }
    return this.sorted;
  }
}
