import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ProfileError, type ProfileFault } from '../../server/city/profile/fault.js';
import type { RawLine, Rejected } from '../../server/domain/objects/register-csv.rules.js';
import type { SourceRow } from '../import/mapping.js';
import { openRows } from '../import/rows.js';
import { cellsOf, ownNames, registerMap, sourcesOf, type RegisterMap } from './register-map.js';

/** A file of a register: where it is, its mapping file (null: its columns have the register's names), and the coordinates it is in. */
export interface RegisterOrder {
  path: string;
  map: string | null;
  crs: string | null;
}

/** A file as read: its rows in the register's columns, and what nobody asked for. */
export interface RegisterRows {
  lines: RawLine[];
  notes: string[];
  /** A fault of a line with its place in the file. */
  faultOf: (fault: Rejected) => ProfileFault;
}

/** Reads a CSV, NDJSON or GeoJSON file of a register, plain or .gz. @throws ProfileError for what is no such file, or no mapping of it */
export async function readRegister(order: RegisterOrder, columns: readonly string[]): Promise<RegisterRows> {
  const rows = await readRows(order.path);
  const found = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const map = mapOf(order.map, found, columns);
  const first = firstOf(order.path);
  const lines = rows.map((row, i) => ({ line: i + first, cells: placed(cellsOf(map, row, i + 1), order.crs) }));
  const file = basename(order.path);
  const codeOf = (line: number): string => {
    const code = lines[line - first]?.cells['code'];
    return typeof code === 'string' ? ` (${code})` : '';
  };
  const at = (line: number): string => `${first === 0 ? 'feature' : 'line'} ${line}${codeOf(line)}`;
  const faultOf = ({ line, pointer, detail }: Rejected): ProfileFault => {
    return { file, at: at(line), message: `${nameOf(map, pointer.slice(1))}: ${detail}` };
  };
  return { lines, notes: notesOf(map, found), faultOf };
}

/** Number of the first row as people count it: after the header of a CSV, from 0 for features. */
function firstOf(path: string): number {
  const name = path.replace(/\.gz$/, '');
  if (/\.(geojson|json)$/i.test(name)) return 0;
  return /\.(ndjson|jsonl)$/i.test(name) ? 1 : 2;
}

/** Says in which coordinates a place is, where the row itself does not. */
function placed(cells: Record<string, unknown>, crs: string | null): Record<string, unknown> {
  return crs === null || cells['lon'] === undefined ? cells : { crs, ...cells };
}

/** A column of the register, and the file's own name of it where that is another one. */
function nameOf(map: RegisterMap, column: string): string {
  const value = map[column];
  const sources = value === undefined ? [] : sourcesOf(value).filter((name) => name !== column);
  return sources.length === 0 ? column || 'row' : `${column} (from ${sources.join(', ')})`;
}

async function readRows(path: string): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  try {
    for await (const row of openRows(path).rows) rows.push(row);
  } catch (error) {
    throw refused(path, (error as Error).message);
  }
  if (rows.length === 0) throw refused(path, 'holds no rows');
  return rows;
}

function mapOf(path: string | null, found: readonly string[], columns: readonly string[]): RegisterMap {
  const file = path ?? '--map';
  let map: RegisterMap;
  try {
    map = path === null ? ownNames(found, columns) : registerMap(readFileSync(path, 'utf8'), columns);
  } catch (error) {
    throw refused(file, (error as Error).message);
  }
  const has = `the columns of the file are ${found.join(', ')}`;
  if (map['code'] === undefined) throw refused(file, `says no column for code; ${has}`);
  const missing = [...new Set(Object.values(map).flatMap(sourcesOf))].filter((name) => !found.includes(name));
  if (missing.length > 0) throw refused(file, `wants ${missing.join(', ')}; ${has}`);
  return map;
}

function refused(path: string, message: string): ProfileError {
  return new ProfileError([{ file: basename(path), at: '', message }], 'The import');
}

function notesOf(map: RegisterMap, found: readonly string[]): string[] {
  const used = new Set(Object.values(map).flatMap(sourcesOf));
  const left = found.filter((name) => !used.has(name) && !name.startsWith('@'));
  return left.length === 0 ? [] : [`columns not taken: ${left.join(', ')}`];
}
