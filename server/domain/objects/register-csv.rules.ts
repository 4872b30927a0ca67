import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { ObjectImported } from '../../../protocol/object.js';
import { columnOf, inputOf, type LineShape } from '../../city/registers/line.rules.js';
import { DomainError } from '../../platform/domain-error.js';

/** Lines of one file; more go in several. */
const MAX_LINES = 5000;
/** Faults told of one line. */
const FAULTS_OF_A_LINE = 5;

export type Rejected = ObjectImported['rejected'][number];

/** A line that can be taken; `line` counts the header as 1. */
export interface RegisterLine<T> {
  line: number;
  input: T;
}

/** What a register's lines are read by. */
export interface LineRules<T> {
  schema: z.ZodType<T> & { readonly shape: object };
  shape: LineShape;
}

/** A line as it stands in a file: column to cell. */
export interface RawLine {
  line: number;
  cells: Readonly<Record<string, unknown>>;
}

/** What a file holds: lines that can be taken, and what is wrong with the others. */
export interface Register<T> {
  lines: RegisterLine<T>[];
  rejected: Rejected[];
}

/** Reads a register as CSV; each bad line is told with its columns and the others are taken. @throws input/invalid (422) for what is no such file */
export function registerLines<T extends { code: string }>(csv: string, rules: LineRules<T>): Register<T> {
  const raw = rowsOf(csv).map((cells, n) => ({ line: n + 2, cells }));
  return readLines(raw, rules);
}

/** Reads lines; each bad one is told with its columns and the others are taken. A code that comes again is bad. */
export function readLines<T extends { code: string }>(
  raw: readonly RawLine[],
  { schema, shape }: LineRules<T>,
): Register<T> {
  const rejected: Rejected[] = [];
  const seen = new Set<string>();
  const lines = raw.flatMap(({ line, cells }) => {
    const read = schema.safeParse(inputOf(cells, shape));
    if (!read.success) {
      for (const { path, code, message } of read.error.issues.slice(0, FAULTS_OF_A_LINE))
        rejected.push({
          line,
          pointer: `/${columnOf(path, shape)}`,
          code: `input/${code.replaceAll('_', '-')}`,
          detail: plain(message),
        });
      return [];
    }
    if (seen.has(read.data.code)) {
      const detail = `${read.data.code} stands in this file already`;
      rejected.push({ line, pointer: '/code', code: 'object/twice-in-file', detail });
      return [];
    }
    seen.add(read.data.code);
    return [{ line, input: read.data }];
  });
  return { lines, rejected };
}

/** What a cell lacks, for people who see a table and no schema. */
function plain(message: string): string {
  if (message.endsWith('received undefined')) return 'is missing';
  return message.endsWith('received NaN') ? 'is no number' : message;
}

/** What lies in a district that is none of the sender's. */
export function outOfReach(line: number, district: string): Rejected {
  const detail = `it lies in ${district}, which is none of your districts`;
  return { line, pointer: '/district', code: 'object/out-of-reach', detail };
}

function rowsOf(csv: string): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (cause) {
    throw invalid('object/not-csv', `not CSV with a header: ${(cause as Error).message}`, cause);
  }
  if (rows.length === 0 || rows.length > MAX_LINES)
    throw invalid('object/bad-length', `a file has 1 to ${MAX_LINES} lines`);
  return rows;
}

function invalid(code: string, detail: string, cause?: unknown): DomainError {
  return new DomainError(422, 'input/invalid', detail, { errors: [{ pointer: '/csv', code, detail }], cause });
}
