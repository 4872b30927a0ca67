/** Tries of one entry before it is parked. */
export const TRIES = 3;
/** SQLSTATE classes that say nothing about the entry: connection, a session that was frozen, rollback (deadlock), resources, operator intervention, system. */
const PASSING = ['08', '25P03', '40', '53', '57P', '58', '55P03'];

/** Says whether a failure is the database's (retry for ever) and not the entry's (park it). */
export function isPassing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return PASSING.some((c) => code.startsWith(c)) || code.startsWith('E');
  const message = error instanceof Error ? error.message : '';
  return /timeout|terminated|not queryable|Connection|ended/i.test(message);
}

/** Answers how long to wait before try `n` (1, 2, ...), in ms: doubling from 100 ms, at most 1 s so that recovery is quick. */
export function waitBeforeTry(n: number): number {
  return Math.min(1000, 100 * 2 ** (n - 1));
}
