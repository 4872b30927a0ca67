import type { CatalogueType } from '../../../protocol/city.js';
import { DailyAggregate } from '../../../protocol/profile.js';
import type { Profile } from './profile.js';
import type { Findings } from './fault.js';

type Aggregate = NonNullable<Profile['aggregates']>[number];

/** Columns of the long form; any other file with `day` and `type` is wide: one column a district, cells `opened/closed/onTime`. */
const LONG = ['day', 'district', 'type', 'opened', 'closed', 'on_time'];
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
    const cells = Object.fromEntries(known.header.map((column, i) => [column, row[i] ?? '']));
    for (const input of isLong ? [longOf(cells)] : wideOf(cells)) {
      const entry = DailyAggregate.safeParse(input);
      const type = entry.success ? known.types.get(entry.data.type) : undefined;
      if (!entry.success) fail(n, entry.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
      else if (type === undefined) fail(n, `type ${entry.data.type} is not in the catalogue`);
      else if (!known.districts.has(entry.data.district))
        fail(n, `district ${entry.data.district} is not in the profile`);
      else if (entry.data.onTime > entry.data.closed)
        fail(n, `on time ${entry.data.onTime} is more than closed ${entry.data.closed}`);
      else if (entry.data.opened + entry.data.closed > 0) read.push({ ...entry.data, stream: type.stream });
    }
  });
  if (faults > FAULTS_TOLD)
    findings.faults.push({ file: known.file, at: '', message: `and ${faults - FAULTS_TOLD} more faults` });
  return read;
}

function longOf(cells: Record<string, string>): unknown {
  const { day, district, type, opened, closed, on_time: onTime } = cells;
  return { day, district, type, opened: count(opened), closed: count(closed), onTime: count(onTime) };
}

function wideOf({ day, type, ...districts }: Record<string, string>): unknown[] {
  return Object.entries(districts).map(([district, cell]) => {
    const [opened, closed = '0', onTime = '0'] = cell === '' ? ['0'] : cell.split('/');
    return { day, district, type, opened: count(opened), closed: count(closed), onTime: count(onTime) };
  });
}

/** A whole number written in digits, else NaN, which the schema refuses by name. */
function count(cell: string | undefined): number {
  return cell !== undefined && /^\d{1,9}$/.test(cell) ? Number(cell) : Number.NaN;
}
