import { DateTime } from 'luxon';
import { z } from 'zod';
import { raw, textOf, Value, type SourceRow } from '../import/mapping.js';

/** How the columns of a file become columns of a register: its column to where the cell comes from. */
export type RegisterMap = Readonly<Record<string, Value>>;

/** Reads a mapping file: an object of the register's columns (docs/import.md). @throws Error saying what is wrong with it */
export function registerMap(text: string, columns: readonly string[]): RegisterMap {
  const read = z.record(z.string(), Value).safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${read.error.issues[0]?.path.join('.')}: is no column and no rule for one`);
  const { about: _about, ...map } = read.data;
  const strange = Object.keys(map).filter((column) => !columns.includes(column));
  if (strange.length === 0) return map;
  throw new Error(`names ${strange.join(', ')}; the columns of this register are ${columns.join(', ')}`);
}

/** The mapping of a file whose columns have the register's own names; the point of a GeoJSON feature is its place. */
export function ownNames(found: readonly string[], columns: readonly string[]): RegisterMap {
  const own = Object.fromEntries(found.filter((name) => columns.includes(name)).map((name) => [name, name]));
  return found.includes('@lon') ? { ...own, lon: '@lon', lat: '@lat' } : own;
}

/** Cells of the register for one row; what the row does not say is left out. @param number 1 for the first row */
export function cellsOf(map: RegisterMap, row: SourceRow, number: number): Record<string, unknown> {
  const cells: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(map)) {
    const found = textOf(raw(value, row, number)).trim();
    if (found !== '') cells[column] = dayOf(found, value);
  }
  return cells;
}

/** Columns of the file that a value is made of. */
export function sourcesOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if ('column' in value) return [value.column];
  if (!('template' in value)) return [];
  return [...value.template.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name).filter((name) => name !== '#');
}

function dayOf(text: string, value: Value): string {
  if (typeof value !== 'object' || !('time' in value) || value.time === undefined) return text;
  return DateTime.fromFormat(text, value.time, { zone: 'utc' }).toISODate() ?? text;
}
