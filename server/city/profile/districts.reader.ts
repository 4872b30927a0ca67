import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AreaCode } from '../../../protocol/profile.js';
import type { Crs } from '../../../protocol/geo.js';
import { districtsFrom, type AreaKeys } from './areas.rules.js';
import { ProfileError, type Findings } from './fault.js';
import { readGeojson } from './geojson.reader.js';
import { emptyProfile, type Profile } from './profile.js';

/** A single file of districts: where it is, its coordinate system, the properties that hold code and name, and what the city is called. */
export interface DistrictsFile {
  path: string;
  crs: Crs;
  keys: AreaKeys;
  cityName?: string;
}

/** Reads districts alone, for a city that has nothing but its boundaries yet. @throws ProfileError with every fault */
export function readDistricts({ path, crs, keys, cityName }: DistrictsFile): Profile {
  const findings: Findings = { faults: [], notes: [] };
  const file = basename(path);
  const features = readGeojson({ file, text: readFileSync(path, 'utf8'), crs }, findings);
  const areas = districtsFrom({ file, crs, features, keys }, null, findings);
  if (areas.length === 0) findings.faults.push({ file, at: '', message: 'holds no district' });
  if (findings.faults.length > 0) throw new ProfileError(findings.faults);
  const city = cityName === undefined ? null : cityOf(cityName);
  return { ...emptyProfile(), city, areas, notes: findings.notes };
}

/** Makes districts of codes alone, for records that name a ward of which no boundary is known. @throws ProfileError for what is no code */
export function districtsOfCodes(codes: readonly string[], cityName?: string): Profile {
  const bad = codes.filter((code, i) => !AreaCode.safeParse(code).success || codes.indexOf(code) !== i);
  if (codes.length === 0 || bad.length > 0)
    throw new ProfileError([{ file: '--codes', at: bad.join(', '), message: 'wants codes, each once' }]);
  const nothing = { parent: null, center: null, population: null, geometry: null };
  const areas = codes.map((code) => ({ code, level: 'district' as const, nameZh: code, nameEn: code, ...nothing }));
  return { ...emptyProfile(), city: cityName === undefined ? null : cityOf(cityName), areas };
}

function cityOf(name: string): NonNullable<Profile['city']> {
  const centre = { centreZh: '城市运行管理中心', centreEn: 'City Operations Centre', center: null };
  return { code: 'city', nameZh: name, nameEn: name, ...centre };
}
