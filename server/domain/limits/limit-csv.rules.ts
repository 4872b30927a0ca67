import { parse } from 'csv-parse/sync';
import { ProfileTimeLimit } from '../../../protocol/clocks.js';
import type { Fault } from '../../../protocol/problem.js';

const MAX_LINES = 2000;
const NUMBERS = ['priority', 'amount', 'warnShare'] as const;

/** Lines of a file with their faults; line 2 is the first after the header. */
export interface ReadLines {
  lines: ProfileTimeLimit[];
  faults: Fault[];
}

/** Reads limits as CSV; empty cells are left out. Every fault names its line and column. */
export function linesOf(csv: string): ReadLines {
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (cause) {
    return { lines: [], faults: [whole('limit/not-csv', `not CSV with a header: ${(cause as Error).message}`)] };
  }
  if (rows.length === 0 || rows.length > MAX_LINES)
    return { lines: [], faults: [whole('limit/bad-length', `a file has 1 to ${MAX_LINES} limits`)] };
  const faults: Fault[] = [];
  const lines = rows.flatMap((row, n) => {
    const read = ProfileTimeLimit.safeParse(cellsOf(row));
    if (read.success) return [read.data];
    for (const { path, code, message } of read.error.issues)
      faults.push(faultAt(n, String(path[0] ?? ''), `input/${code}`, message));
    return [];
  });
  return { lines, faults };
}

/** A fault of a line, by its place in the file. */
export function faultAt(n: number, field: string, code: string, says: string): Fault {
  return { pointer: `/csv/${n}/${field}`, code, detail: `line ${n + 2}, ${field}: ${says}` };
}

function whole(code: string, detail: string): Fault {
  return { pointer: '/csv', code, detail };
}

function cellsOf(row: Record<string, string>): Record<string, unknown> {
  const cells: Record<string, unknown> = Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
  for (const key of NUMBERS) if (typeof cells[key] === 'string') cells[key] = Number(cells[key]);
  return cells;
}
