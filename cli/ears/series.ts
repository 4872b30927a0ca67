import { parse } from 'csv-parse/sync';
import { CellFault } from './cell-fault.js';
import { skippedSteps } from './steps.js';

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

type Row = Record<string, string>;

/** A row with the line of the file that it ends on. */
interface Line {
  row: Row;
  line: number;
}

/** Names that say by themselves what a column counts; several numbered ones are parts of one count. */
const COUNTED = /^(observed|cases?|counts?|n|freq(uency)?)$/i;
const PARTS = /^observed\d+$/i;
const MARKED = /^(state|outbreak)$/i;
const DATED = /^(date|day|week|month|year|t|time|epoch|step)$/i;
const MISSING = /^(na|nan|null|-|—)?$/i;
const NUMBER = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;
const WHOLE = /^\d+(\.0+)?$/;
const MARKS = new Map(Object.entries({ '0': false, '1': true, false: false, true: true, '': false, na: false }));

/**
 * Reads a series of counts from CSV separated by comma, semicolon or tab, one row a step. Without names: the one column called like a count (observed,
 * cases, count, n), else all columns that hold whole numbers only, added up, but for those that name the step. An empty cell (or NA) is a step that was
 * not reported, never a zero; so are steps that days, weeks or numbers of steps leave out.
 * @throws CellFault for a cell that is no count, a step that does not follow, a column that is not there, or that is not clear without --count
 */
export function readSeries(text: string, columns: SeriesColumns = {}): Series {
  const lines = linesOf(text);
  const names = Object.keys(lines[0]?.row ?? {});
  const require = (name: string) => {
    if (!names.includes(name)) throw new CellFault(1, name, `not among ${names.join(', ')}`);
    return name;
  };
  const state = columns.state === undefined ? names.find((n) => MARKED.test(n)) : require(columns.state);
  const date = columns.date === undefined ? stepColumn(names) : require(columns.date);
  const free = names.filter((name) => name !== state && name !== date && !DATED.test(name));
  const counted = columns.count?.map(require) ?? countColumns(lines, free);
  const skipped = date === undefined ? [] : skippedSteps(lines.map(({ row, line }) => ({ cell: row[date] ?? '', line })), date); // prettier-ignore
  const spread = <T>(values: readonly T[], none: T) => values.flatMap((v, i) => [...Array<T>(skipped[i] ?? 0).fill(none), v]); // prettier-ignore
  const counts = spread<number | null>(
    lines.map((line) => total(line, counted)),
    null,
  );
  const missing = skipped.reduce((sum, n) => sum + n, 0);
  const notes = [`counts: ${counted.join(' + ')}`, ...(missing > 0 ? [`${missing} steps are skipped by ${date}`] : [])];
  if (state === undefined) return { counts, notes };
  const marks = lines.map((line) => markOf(line, state));
  return { counts, outbreak: spread(marks, false), notes };
}

/** The column that names the steps; none where a year stands beside its weeks or months, which begin anew with it. */
function stepColumn(names: readonly string[]): string | undefined {
  const dated = names.filter((name) => DATED.test(name));
  return dated.length > 1 && dated.some((name) => /^year$/i.test(name)) ? undefined : dated[0];
}

function linesOf(text: string): Line[] {
  const head = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0];
  const columns = (names: string[]) => {
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice !== undefined) throw new CellFault(1, twice, 'two columns have this name');
    return names;
  };
  const options = { columns, bom: true, trim: true, skip_empty_lines: true, info: true, delimiter };
  const read = parse(text, options) as unknown as { record: Row; info: { lines: number } }[];
  if (read.length === 0) throw new CellFault(2, head.slice(0, 80), 'there is no row below the line of names');
  return read.map(({ record, info }) => ({ row: record, line: info.lines }));
}

/** The one column that is called like a count, or the parts of one, or all that hold nothing but whole numbers and gaps. */
function countColumns(lines: readonly Line[], names: readonly string[]): string[] {
  const called = names.filter((name) => COUNTED.test(name));
  if (called.length > 1) throw new CellFault(1, called.join(', '), 'which one counts? name it with --count');
  const parts = names.filter((name) => PARTS.test(name));
  if (called.length + parts.length > 0) return called.length > 0 ? called : parts;
  const cellsOf = (name: string) => lines.map(({ row }) => row[name] ?? '').filter((cell) => !MISSING.test(cell));
  const whole = names.filter((name) => {
    const cells = cellsOf(name);
    return name !== '' && cells.length > 0 && cells.every((cell) => WHOLE.test(cell));
  });
  if (whole.length === 0) throw new CellFault(1, names.join(', '), 'no column holds counts; name one with --count');
  return whole;
}

/** The sum of a row's counts; null where one of them is missing. */
function total({ row, line }: Line, names: readonly string[]): number | null {
  const cells = names.map((name) => {
    const cell = row[name] ?? '';
    if (MISSING.test(cell)) return null;
    if (!NUMBER.test(cell)) throw new CellFault(line, name, `"${cell.slice(0, 40)}" is no count of 0 or more`);
    return Number(cell);
  });
  return cells.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0);
}

function markOf({ row, line }: Line, name: string): boolean {
  const cell = row[name] ?? '';
  const mark = MARKS.get(cell.toLowerCase());
  if (mark === undefined) throw new CellFault(line, name, `"${cell.slice(0, 40)}" is neither 0 nor 1`);
  return mark;
}
