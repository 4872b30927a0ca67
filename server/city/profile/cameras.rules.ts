import { ProfileCamera, type Camera } from '../../../protocol/camera.js';
import type { Crs } from '../../../protocol/geo.js';
import type { AreaRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import type { Findings } from './fault.js';
import { numeric } from './numeric.rules.js';
import { indexOf } from './places.rules.js';

/** A line of `cameras.json` or `cameras.csv`. */
export const CameraLine = numeric(ProfileCamera, ['lon', 'lat', 'direction']);

/** Makes the register's rows, each with its district by polygon. A code that comes twice is a fault. */
export function camerasOf(
  lines: readonly ProfileCamera[] | null,
  { areas, crs, findings }: { areas: readonly AreaRow[]; crs: Crs; findings: Findings },
): Camera[] | null {
  if (lines === null) return null;
  const districts = indexOf(areas, 'district');
  const seen = new Set<string>();
  return lines.map((line, i) => {
    if (seen.has(line.code))
      findings.faults.push({ file: 'cameras', at: `/${i}/code`, message: `${line.code} is there twice` });
    seen.add(line.code);
    const [lon, lat] = toWgs84(crs, line.lon, line.lat);
    return {
      ...{ code: line.code, nameZh: line.name, nameEn: line.nameEn ?? line.name, lon, lat },
      ...{ district: districts.at(lon, lat) ?? '-', address: line.address ?? null, direction: line.direction ?? null },
      ...{ ownerZh: line.owner, ownerEn: line.ownerEn ?? line.owner, state: line.state },
    };
  });
}
