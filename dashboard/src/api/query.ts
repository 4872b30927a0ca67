/** An answer that lists: one page and where the next begins. */
export interface Page<T> {
  items: T[];
  cursor: string | null;
}

/** Writes the given values as a query string; empty ones are left out. */
export function queryOf(values: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(values).filter(([, v]) => v !== null && v !== undefined && v !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()}`;
}
