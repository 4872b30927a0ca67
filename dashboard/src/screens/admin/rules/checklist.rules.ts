import type { ChecklistInput, ChecklistRow } from '@protocol/checklist';

/** The newest version of a checklist, and how many it followed. */
export interface ChecklistLine extends ChecklistRow {
  older: number;
}

/** One line a list, its newest version, in the order they come. */
export function newestOf(rows: readonly ChecklistRow[]): ChecklistLine[] {
  const lines = new Map<string, ChecklistLine>();
  for (const row of rows) {
    const known = lines.get(row.id);
    const newest = known && known.version > row.version ? known : row;
    lines.set(row.id, { ...newest, older: known ? known.older + 1 : 0 });
  }
  return [...lines.values()];
}

export type DraftItem = ChecklistInput['items'][number];

/** An id that no item of the list has: `item-1` and on. */
export function freeItemId(items: readonly Pick<DraftItem, 'id'>[]): string {
  const taken = new Set(items.map((item) => item.id));
  let n = items.length + 1;
  while (taken.has(`item-${n}`)) n += 1;
  return `item-${n}`;
}

/** The items with the one at `index` a place earlier; the first stays. */
export function movedUp<T>(items: readonly T[], index: number): T[] {
  const item = items[index];
  if (index <= 0 || item === undefined) return [...items];
  const others = items.toSpliced(index, 1);
  return others.toSpliced(index - 1, 0, item);
}
