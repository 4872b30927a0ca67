import type { ProfileUnit } from '../../../protocol/profile-units.js';
import type { UnitImport } from '../../../protocol/unit-admin.js';
import type { AreaRow } from '../../city/city-rows.js';
import { faultsOfUnit, type KnownForces } from '../../city/profile/forces.rules.js';
import { UnitLine, unitsOf, type UnitRecord } from '../../city/profile/units.rules.js';
import type { Principal } from '../../platform/principal.js';
import { invalid, linesOf } from './lines.csv.rules.js';
import { requireManaged } from './manage.rules.js';

/** Rows of units with the pointer of their list; null for a row by itself. */
export interface UnitRows {
  rows: readonly ProfileUnit[];
  at: '/csv' | '/units' | null;
}

/** Reads the rows of an import. @throws input/invalid (422) with the line and column of each fault */
export function rowsOf({ units, csv }: UnitImport): UnitRows {
  return units === undefined ? { rows: linesOf(csv ?? '', UnitLine), at: '/csv' } : { rows: units, at: '/units' };
}

/** Makes records of rows, with their district. @throws input/invalid (422) for what points at nothing, unit/out-of-reach (403) */
export function recordsOf(
  { rows, at }: UnitRows,
  of: { areas: readonly AreaRow[]; known: KnownForces; who: Principal },
): UnitRecord[] {
  const place = (n: number) => (at === null ? '' : `${at}/${n}`);
  const words = (n: number) => (at === '/csv' ? `line ${n + 2}, ` : at === null ? '' : `row ${n + 1}, `);
  const first = new Map<string, number>();
  const faults = rows.flatMap((row, n) => {
    const found = faultsOfUnit(row, of.known).map((fault) => ({ ...fault, code: 'input/unknown' }));
    if (first.has(row.id)) found.push({ field: 'id', message: `${row.id} is there twice`, code: 'input/twice' });
    first.set(row.id, n);
    return found.map(({ field, message, code }) => ({
      ...{ pointer: `${place(n)}/${field}`, code, detail: `${words(n)}${field}: ${message}` },
    }));
  });
  if (faults.length > 0) throw invalid(faults);
  const records = unitsOf(rows, of.areas, 'wgs84');
  for (const { district } of records) requireManaged(of.who, district, 'unit');
  return records;
}
