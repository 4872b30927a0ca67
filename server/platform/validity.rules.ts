const DAY_MS = 86_400_000;

/** City days (YYYY-MM-DD) on which something holds, both inclusive; null is open. */
export interface Validity {
  from: string | null;
  to: string | null;
}

/** The day after a city day. */
export const dayAfter = (day: string): string => shifted(day, 1);

/** The day before a city day. */
export const dayBefore = (day: string): string => shifted(day, -1);

/** The last day of something that holds no more from `begin` on; in words why it cannot end then. */
export function lastDayBefore(begin: string, { from, to }: Validity): { on: string } | { fault: string } {
  const on = dayBefore(begin);
  if (to !== null && to < on) return { fault: `ended on ${to}` };
  if (from !== null && from > on) return { fault: `begins on ${from} only` };
  return { on };
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}
