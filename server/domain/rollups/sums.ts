/** Adds up numbers by key. Keys are flat objects whose values come in one order; lines that add up to nothing are left out. */
export class Sums<K extends object, V extends { [field in keyof V]: number }> {
  private readonly lines = new Map<string, { key: K; values: V }>();

  add(key: K, values: V): void {
    const id = Object.values(key).join('|');
    const line = this.lines.get(id);
    if (!line) {
      this.lines.set(id, { key, values: { ...values } });
      return;
    }
    for (const field in values) line.values[field] = (line.values[field] + values[field]) as V[typeof field];
  }

  /** All lines that change something, as flat rows. */
  rows(): (K & V)[] {
    const all = [...this.lines.values()].filter((line) => Object.values(line.values).some((n) => n !== 0));
    return all.map((line) => ({ ...line.key, ...line.values }));
  }
}
