import { parse } from 'csv-parse/sync';

/** Counts in order (null: not reported) and, where the file marks them, the known outbreaks. */
export interface Series {
  counts: (number | null)[];
  outbreak?: boolean[];
  /** What was read as what, for people. */
  notes: string[];
}

/** Columns by name; left out: as {@link readSeries} finds them. */
export interface SeriesColumns {
  count?: string[];
  state?: string;
  date?: string;
}

/** A cell that cannot be read, with its row (the line of names is row 1) and column. */
export class CellFault extends Error {
  constructor(row: number, column: string, problem: string) {
    super(`row ${row}, column "${column}": ${problem}`);
  }
}

type Row = Record<string, string>;

/** Names that say by themselves what a column counts. */
const COUNTED = /^(observed\d*|cases?|counts?|n|freq(uency)?)$/i;
const MARKED = /^(state|outbreak)$/i;
const DATED = /^(date|day|week|t|time|epoch)$/i;
const MISSING = /^(na|nan|null|-|—)?$/i;
const MARKS = new Map(Object.entries({ '0': false, '1': true, false: false, true: true, '': false, na: false }));
const DAY_MS = 86_400_000;

/**
 * Reads a series of counts from CSV separated by comma, semicolon or tab, one row a step. Without names: the one column called like a count (observed,
 * cases, count, n), else all columns that hold whole numbers only, added up. An empty cell (or NA) is a step that was not reported, never a zero; so are
 * steps that a column of days skips.
 * @throws CellFault for a cell that is no count, a day that does not follow, a column that is not there
 */
export function readSeries(text: string, columns: SeriesColumns = {}): Series {
  const rows = rowsOf(text);
  const names = Object.keys(rows[0] ?? {});
  if (rows.length === 0) throw new CellFault(2, names[0] ?? '', 'there is no row below the line of names');
  const named = (name: string | undefined, pattern: RegExp) => {
    if (name !== undefined && !names.includes(name)) throw new CellFault(1, name, `not among ${names.join(', ')}`);
    return name ?? names.find((n) => pattern.test(n));
  };
  const [state, date] = [named(columns.state, MARKED), named(columns.date, DATED)];
  columns.count?.forEach((name) => named(name, COUNTED));
  const counted = columns.count ?? countColumns(rows, names.filter((name) => name !== state && name !== date)); // prettier-ignore
  if (counted.length === 0) throw new CellFault(1, names.join(', '), 'no column holds counts; name one with --count');
  const skipped = date === undefined ? [] : skippedSteps(rows, date);
  const spread = <T>(values: readonly T[], none: T) => values.flatMap((v, i) => [...Array<T>(skipped[i] ?? 0).fill(none), v]); // prettier-ignore
  const counts = spread<number | null>(
    rows.map((row, i) => total(row, counted, i + 2)),
    null,
  );
  const missing = skipped.reduce((sum, n) => sum + n, 0);
  const notes = [`counts: ${counted.join(' + ')}`, ...(missing > 0 ? [`${missing} steps are skipped by ${date}`] : [])];
  if (state === undefined) return { counts, notes };
  return { counts, outbreak: spread(rows.map((row, i) => markOf(row, state, i + 2)), false), notes }; // prettier-ignore
}

function rowsOf(text: string): Row[] {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0];
  return parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, delimiter });
}

/** The one column that is called like a count, or all that hold nothing but whole numbers and gaps. */
function countColumns(rows: readonly Row[], names: readonly string[]): string[] {
  const called = names.filter((name) => COUNTED.test(name));
  if (called.length === 1) return called;
  const isWhole = (cell: string) => MISSING.test(cell) || /^\d+(\.0+)?$/.test(cell);
  const isCount = (name: string) => rows.every((row) => isWhole(row[name] ?? '')) && rows.some((row) => !MISSING.test(row[name] ?? '')); // prettier-ignore
  return names.filter((name) => name !== '' && isCount(name));
}

/** The sum of a row's counts; null where one of them is missing. */
function total(row: Row, names: readonly string[], at: number): number | null {
  const cells = names.map((name) => {
    const cell = row[name] ?? '';
    if (MISSING.test(cell)) return null;
    const n = Number(cell);
    if (!Number.isFinite(n) || n < 0) throw new CellFault(at, name, `"${cell.slice(0, 40)}" is no count of 0 or more`);
    return n;
  });
  return cells.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0);
}

function markOf(row: Row, name: string, at: number): boolean {
  const cell = row[name] ?? '';
  const mark = MARKS.get(cell.toLowerCase());
  if (mark === undefined) throw new CellFault(at, name, `"${cell.slice(0, 40)}" is neither 0 nor 1`);
  return mark;
}

/** How many steps are missing before each row, by its days; none where the column holds no days (numbers of steps, weeks). */
function skippedSteps(rows: readonly Row[], name: string): number[] {
  const days = rows.map((row) => dayOf(row[name] ?? ''));
  if (days.some((day) => day === null)) return [];
  const gaps = days.map((day, i) => (i === 0 ? 0 : (day as number) - (days[i - 1] as number)));
  const back = gaps.findIndex((gap, i) => i > 0 && gap <= 0);
  if (back > 0) throw new CellFault(back + 2, name, 'is not later than the row above; one row a step, in order');
  const step = Math.min(...gaps.slice(1));
  // Months have no one length, so nothing can be told of them.
  return gaps.some((gap) => gap % step !== 0) ? [] : gaps.map((gap, i) => (i === 0 ? 0 : gap / step - 1));
}

/** Days since 1970 of 2026-11-23 or 2026/11/3; null of anything else. */
function dayOf(cell: string): number | null {
  const found = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell);
  if (!found) return null;
  return Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / DAY_MS;
}
