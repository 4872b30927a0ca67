import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import type { Fault } from '../../../protocol/problem.js';
import { DomainError } from '../../platform/domain-error.js';

/** Faults told of one file; a wrong export would repeat one thousands of times. */
const FAULTS_TOLD = 20;
const MAX_LINES = 5000;

/** Reads rows as CSV with a header; empty cells count as absent. @throws input/invalid (422) with the line and column of each fault */
export function linesOf<T>(csv: string, row: z.ZodType<T>, most = MAX_LINES): T[] {
  const rows = rowsOf(csv);
  if (rows.length === 0 || rows.length > most)
    throw invalid([{ pointer: '/csv', code: 'csv/bad-length', detail: `a file has 1 to ${most} lines` }]);
  const faults: Fault[] = [];
  const lines = rows.flatMap((cells, n) => {
    const read = row.safeParse(Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')));
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
  if (faults.length > 0) throw invalid(faults);
  return lines;
}

function rowsOf(csv: string): Record<string, string>[] {
  try {
    return parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    const detail = `not CSV with a header: ${(cause as Error).message}`;
    throw invalid([{ pointer: '/csv', code: 'csv/unreadable', detail }], cause);
  }
}

/** The error of rows that cannot be taken, all told at once up to a number. */
export function invalid(all: readonly Fault[], cause?: unknown): DomainError {
  const errors = all.slice(0, FAULTS_TOLD);
  return new DomainError(422, 'input/invalid', errors.map((e) => e.detail).join('; '), { errors, cause });
}
