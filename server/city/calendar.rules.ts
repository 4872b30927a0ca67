/** A workday, or a day of rest (weekend or public holiday). */
export type DayKind = 'workday' | 'rest';

/** Kind of a day `YYYY-MM-DD`: as listed, else rest on Saturday and Sunday. */
export function kindOfDay(day: string, listed: ReadonlyMap<string, { kind: DayKind }>): DayKind {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return listed.get(day)?.kind ?? (weekday === 0 || weekday === 6 ? 'rest' : 'workday');
}

/** What hours a service calendar keeps on a day `YYYY-MM-DD`. A listed day of rest is a holiday, also where it falls on a weekend. */
export function classOfDay(
  day: string,
  listed: ReadonlyMap<string, { kind: DayKind }>,
): 'workday' | 'weekend' | 'holiday' {
  if (kindOfDay(day, listed) === 'workday') return 'workday';
  return listed.has(day) ? 'holiday' : 'weekend';
}
