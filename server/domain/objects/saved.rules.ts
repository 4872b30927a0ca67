/** Codes that a write put on a register, and those that it changed there; what it found as it was is in neither. */
export interface Saved {
  added: string[];
  changed: string[];
}

/** A row that a write touched. */
export interface SavedRow {
  code: string;
  isNew: boolean;
}

/** Sorts what a write touched. */
export function savedOf(rows: readonly SavedRow[]): Saved {
  const codes = (isNew: boolean) => rows.filter((row) => row.isNew === isNew).map((row) => row.code);
  return { added: codes(true), changed: codes(false) };
}
