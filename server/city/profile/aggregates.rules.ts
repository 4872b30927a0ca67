import type { CatalogueType } from '../../../protocol/city.js';
import type { DailyAggregate } from '../../../protocol/profile.js';
import type { Profile } from './profile.js';
import type { Findings } from './fault.js';

type Aggregate = NonNullable<Profile['aggregates']>[number];

/** Columns of the long form; any other file with `day` and `type` is wide: one column a district, cells `opened/closed/onTime`. */
const LONG = ['day', 'district', 'type', 'opened', 'closed', 'on_time'];
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
const DIGITS = /^\d{1,9}$/;
/** Faults told per file; a wrong export would repeat one thousands of times. */
const FAULTS_TOLD = 20;

/** What the file is read against: its header, the districts and types that exist. */
interface Known {
  file: string;
  header: readonly string[];
  districts: ReadonlySet<string>;
  types: ReadonlyMap<string, CatalogueType>;
}

/** Reads daily counts, long or wide; every district and type must be known, and closed >= on time. Rows that are all zero are left out. */
export function aggregatesFrom(rows: readonly string[][], known: Known, findings: Findings): Aggregate[] {
  const isLong = LONG.every((column) => known.header.includes(column));
  const read: Aggregate[] = [];
  let faults = 0;
  const fail = (n: number, message: string) => {
    if (faults++ < FAULTS_TOLD) findings.faults.push({ file: known.file, at: `line ${n + 2}`, message });
  };
  if (!isLong && !['day', 'type'].every((column) => known.header.includes(column))) {
    fail(-1, `needs the columns ${LONG.join(', ')}, or day, type and one column a district`);
    return [];
  }
  rows.forEach((row, n) => {
    for (const cell of isLong ? [longOf(row, known.header)] : wideOf(row, known.header)) {
      const type = known.types.get(cell.type);
      const problem = problemOf(cell, type, known);
      if (problem !== null) fail(n, problem);
      else if (type !== undefined && cell.opened + cell.closed > 0) read.push({ ...cell, stream: type.stream });
    }
  });
  if (faults > FAULTS_TOLD)
    findings.faults.push({ file: known.file, at: '', message: `and ${faults - FAULTS_TOLD} more faults` });
  return read;
}

/** Checked by hand: three years of a city are some 10^5 cells, and this runs while the service starts. */
function problemOf(cell: DailyAggregate, type: CatalogueType | undefined, known: Known): string | null {
  if (!ISO_DAY.test(cell.day) || Number.isNaN(Date.parse(cell.day))) return `day ${cell.day} is not a date YYYY-MM-DD`;
  if (type === undefined) return `type ${cell.type} is not in the catalogue`;
  if (!known.districts.has(cell.district)) return `district ${cell.district} is not in the profile`;
  if (Number.isNaN(cell.opened + cell.closed + cell.onTime))
    return `counts of ${cell.district} are not whole numbers from 0`;
  return cell.onTime > cell.closed ? `on time ${cell.onTime} is more than closed ${cell.closed}` : null;
}

function longOf(row: readonly string[], header: readonly string[]): DailyAggregate {
  const at = (column: string) => row[header.indexOf(column)] ?? '';
  const counts = { opened: count(at('opened')), closed: count(at('closed')), onTime: count(at('on_time')) };
  return { day: at('day'), district: at('district'), type: at('type'), ...counts };
}

function wideOf(row: readonly string[], header: readonly string[]): DailyAggregate[] {
  const day = row[header.indexOf('day')] ?? '';
  const type = row[header.indexOf('type')] ?? '';
  return header.flatMap((district, column) => {
    if (district === 'day' || district === 'type') return [];
    const [opened = '0', closed = '0', onTime = '0'] = (row[column] || '0').split('/');
    return [{ day, district, type, opened: count(opened), closed: count(closed), onTime: count(onTime) }];
  });
}

/** A whole number written in digits, else NaN. */
function count(cell: string): number {
  return DIGITS.test(cell) ? Number(cell) : Number.NaN;
}
