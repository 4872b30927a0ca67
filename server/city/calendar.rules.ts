/** A workday, or a day of rest (weekend or public holiday). */
export type DayKind = 'workday' | 'rest';

/** Kind of a day `YYYY-MM-DD`: as listed, else rest on Saturday and Sunday. */
export function kindOfDay(day: string, listed: ReadonlyMap<string, { kind: DayKind }>): DayKind {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return listed.get(day)?.kind ?? (weekday === 0 || weekday === 6 ? 'rest' : 'workday');
}
