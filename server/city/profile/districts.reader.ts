import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
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
  const centre = { centreZh: '城市运行管理中心', centreEn: 'City Operations Centre', center: null };
  const city = cityName === undefined ? null : { code: 'city', nameZh: cityName, nameEn: cityName, ...centre };
  return { ...emptyProfile(), city, areas, notes: findings.notes };
}
