const DAY_MS = 86_400_000;

/** City days from and to, both counted. `whole`: the whole month of it lies behind us. */
export interface Span {
  month: string;
  from: string;
  to: string;
  whole: boolean;
}

/** The month an alert is for and what it is held against. `skip` and `horizon` in days after `countedTo`. */
export interface Period {
  month: string;
  first: string;
  last: string;
  countedTo: string;
  skip: number;
  horizon: number;
  before: Span;
  earlier: Span[];
  /** First day of all that is looked at: 36 months before the month. */
  since: string;
}

/** Years back in which the same month is looked up. */
const YEARS = 3;

/** Lays out the month of an alert as seen on the city day `today`, whose own counts are not over and left out. */
export function periodOf(month: string, today: string): Period {
  const [first, last] = [firstDay(month), lastDay(month)];
  const yesterday = addDays(today, -1);
  const countedTo = today <= first ? yesterday : addDays(first, -1);
  const previous = addMonths(month, -1);
  const end = lastDay(previous);
  return {
    ...{ month, first, last, countedTo, since: firstDay(addMonths(month, -12 * YEARS)) },
    ...{ skip: daysBetween(countedTo, first) - 1, horizon: daysBetween(countedTo, last) },
    before: {
      ...{ month: previous, from: firstDay(previous), to: countedTo < end ? countedTo : end, whole: countedTo >= end },
    },
    earlier: Array.from({ length: YEARS }, (_, i) => addMonths(month, -12 * (YEARS - i))).map((m) => ({
      ...{ month: m, from: firstDay(m), to: lastDay(m), whole: true },
    })),
  };
}

/** The month `n` months on. */
export function addMonths(month: string, n: number): string {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + n];
  const at = new Date(Date.UTC(year, index, 1));
  return at.toISOString().slice(0, 7);
}

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one to the other; 0 on the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

export const firstDay = (month: string) => `${month}-01`;
export const lastDay = (month: string) => addDays(firstDay(addMonths(month, 1)), -1);
