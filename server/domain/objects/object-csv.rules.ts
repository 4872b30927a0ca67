import { parse } from 'csv-parse/sync';
import { ObjectInput, type ObjectImported } from '../../../protocol/object.js';
import { DomainError } from '../../platform/domain-error.js';

/** Lines of one file; more go in several. */
const MAX_LINES = 5000;
const NUMBERS = new Set(['lon', 'lat']);
/** Columns that stand in the input one level down. */
const LOCATION = ['lon', 'lat', 'crs'];
const CONTACT: Readonly<Record<string, string>> = { contactName: 'name', contactPhone: 'phone' };
/** Faults told of one line. */
const FAULTS_OF_A_LINE = 5;

export type Rejected = ObjectImported['rejected'][number];

/** A line that can be taken; `line` counts the header as 1. */
export interface ObjectLine {
  line: number;
  input: ObjectInput;
}

/** Reads a register as CSV; each bad line is told with its columns and the others are taken. @throws input/invalid (422) for what is no such file */
export function objectLines(csv: string): { lines: ObjectLine[]; rejected: Rejected[] } {
  const rejected: Rejected[] = [];
  const seen = new Set<string>();
  const lines = rowsOf(csv).flatMap((row, n) => {
    const line = n + 2;
    const read = ObjectInput.safeParse(inputOf(row));
    if (!read.success) {
      for (const { path, code, message } of read.error.issues.slice(0, FAULTS_OF_A_LINE))
        rejected.push({
          line,
          pointer: `/${columnOf(path)}`,
          code: `input/${code.replaceAll('_', '-')}`,
          detail: message,
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

function rowsOf(csv: string): Record<string, string>[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count_less: true });
  } catch (cause) {
    throw invalid('object/not-csv', `not CSV with a header: ${(cause as Error).message}`, cause);
  }
  if (rows.length === 0 || rows.length > MAX_LINES)
    throw invalid('object/bad-length', `a file has 1 to ${MAX_LINES} objects`);
  return rows;
}

/** Empty cells count as left out. */
function inputOf(row: Record<string, string>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const location: Record<string, unknown> = {};
  const contact: Record<string, unknown> = {};
  for (const [column, cell] of Object.entries(row)) {
    if (cell === '') continue;
    const value = NUMBERS.has(column) ? Number(cell) : cell;
    const part = CONTACT[column];
    if (part !== undefined) contact[part] = value;
    else if (LOCATION.includes(column)) location[column] = value;
    else input[column] = value;
  }
  if (Object.keys(location).length > 0) input.location = location;
  if (Object.keys(contact).length > 0) input.contact = contact;
  return input;
}

/** The column that a fault of the input lies in. */
function columnOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === 'contact') return second === 'name' ? 'contactName' : 'contactPhone';
  return (first === 'location' ? second : first) ?? '';
}

function invalid(code: string, detail: string, cause?: unknown): DomainError {
  return new DomainError(422, 'input/invalid', detail, { errors: [{ pointer: '/csv', code, detail }], cause });
}
