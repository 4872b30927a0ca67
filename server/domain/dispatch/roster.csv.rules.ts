import { parse } from 'csv-parse/sync';
import type { Fault } from '../../../protocol/problem.js';
import { ShiftInput } from '../../../protocol/roster.js';
import { DomainError } from '../../platform/domain-error.js';

/** Faults told of one file; a wrong export would repeat one thousands of times. */
const FAULTS_TOLD = 20;
const MAX_LINES = 5000;

/** Reads a roster as CSV with the header `post,person,from,to[,unit]`. @throws input/invalid (422) with the line and column of each fault */
export function linesOf(csv: string): ShiftInput[] {
  const rows = rowsOf(csv);
  if (rows.length === 0 || rows.length > MAX_LINES)
    throw invalid([{ pointer: '/csv', code: 'roster/bad-length', detail: `a file has 1 to ${MAX_LINES} shifts` }]);
  const faults: Fault[] = [];
  const lines = rows.flatMap((row, n) => {
    const read = ShiftInput.safeParse(Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
    if (read.success) return [read.data];
    for (const { path, code, message } of read.error.issues) {
      const field = String(path[0] ?? '');
      faults.push({
        pointer: `/csv/${n}/${field}`,
        code: `input/${code}`,
        detail: `line ${n + 2}, ${field}: ${message}`,
      });
    }
    return [];
  });
  if (faults.length > 0) throw invalid(faults.slice(0, FAULTS_TOLD));
  return lines;
}

function rowsOf(csv: string): Record<string, string>[] {
  try {
    return parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    const detail = `not CSV with a header: ${(cause as Error).message}`;
    throw invalid([{ pointer: '/csv', code: 'roster/not-csv', detail }], cause);
  }
}

function invalid(errors: Fault[], cause?: unknown): DomainError {
  return new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors, cause });
}
