/** An incident that is to be compared. */
export interface Waiting {
  id: string;
  priority: number;
}

/** Behind by more than so much real time the reader takes the most urgent and newest of a pull and leaves the others for quieter times. */
export const LAG_MS = 5000;
/** So many of a pull are compared while it is behind. */
export const BEHIND_MOST = 100;

/** Says which of a pull are compared now. The others are marked, not forgotten. */
export function chosenNow(waiting: readonly Waiting[], lagMs: number): Set<string> {
  if (lagMs <= LAG_MS || waiting.length <= BEHIND_MOST) return new Set(waiting.map(({ id }) => id));
  // Ids are made in order of time.
  const pressing = [...waiting].sort((a, b) => a.priority - b.priority || (a.id < b.id ? 1 : -1));
  return new Set(pressing.slice(0, BEHIND_MOST).map(({ id }) => id));
}
