import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Findings } from './fault.js';

/** Text of a file of rows: a JSON array, or a CSV file with a header. */
export interface TableFile {
  file: string;
  text: string;
}

/** Reads rows by a schema; each bad row is a fault with its place and the field. Empty CSV cells count as absent. */
export function readTable<T>({ file, text }: TableFile, row: z.ZodType<T>, findings: Findings): T[] {
  const fail = (at: string, message: string) => void findings.faults.push({ file, at, message });
  const isCsv = file.endsWith('.csv');
  const rows = isCsv ? parseCsv(text, fail) : parseArray(text, fail);
  return rows.flatMap((input, n) => {
    const read = row.safeParse(isCsv ? cellsOf(input as Record<string, string>) : input);
    if (read.success) return [read.data];
    for (const issue of read.error.issues)
      fail(isCsv ? `line ${n + 2}` : `[${n}]`, `${issue.path.join('.') || 'entry'}: ${issue.message}`);
    return [];
  });
}

/** Reads one JSON object by a schema. */
export function readObject<T>({ file, text }: TableFile, schema: z.ZodType<T>, findings: Findings): T | null {
  const fail = (at: string, message: string) => void findings.faults.push({ file, at, message });
  const value = parseJson(text, fail);
  if (value === undefined) return null;
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) fail(issue.path.join('.'), issue.message);
  return null;
}

type Fail = (at: string, message: string) => void;

function parseArray(text: string, fail: Fail): unknown[] {
  const value = parseJson(text, fail);
  if (value === undefined || Array.isArray(value)) return value ?? [];
  fail('', 'is not a JSON array');
  return [];
}

function parseJson(text: string, fail: Fail): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    fail('', `is not JSON: ${(error as Error).message}`);
    return undefined;
  }
}

function parseCsv(text: string, fail: Fail): unknown[] {
  try {
    return parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    fail('', `is not CSV with a header: ${(error as Error).message}`);
    return [];
  }
}

/** Cells that say something; numbers stay text, schemas for CSV coerce them. */
function cellsOf(row: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''));
}
