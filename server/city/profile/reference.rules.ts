import type { CatalogueType, VitalSign } from '../../../protocol/city.js';
import type { Crs } from '../../../protocol/geo.js';
import {
  ProfileSensor,
  ProfileType,
  type ProfileCity,
  type ProfileDay,
  type ProfileSource,
  type ProfileVital,
} from '../../../protocol/profile.js';
import { BUILT_IN_CATALOGUE } from '../catalogue/catalogue.data.js';
import type { AreaRow, CalendarDay, CityFacts, SensorRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import { HOLIDAYS_CN } from '../holidays-cn.data.js';
import type { Findings } from './fault.js';
import { numeric } from './numeric.rules.js';
import { indexOf } from './places.rules.js';

/** A row of `sensors.json` or `sensors.csv`. */
export const SensorLine = numeric(ProfileSensor, [
  ...['lon', 'lat', 'expectEverySeconds', 'low', 'high', 'rangeLow', 'rangeHigh'],
  ...['frozenAfterSeconds', 'calibrateEveryDays'],
]);
/** A row of `catalogue.json` or `catalogue.csv`. */
export const TypeLine = numeric(ProfileType, ['priority']);

/** Facts of `city.json` as they are stored. */
export function cityOf(city: ProfileCity): CityFacts {
  return {
    code: city.code,
    nameZh: city.name,
    nameEn: city.nameEn ?? city.name,
    centreZh: city.centre,
    centreEn: city.centreEn,
    center: city.center === undefined ? null : toWgs84(city.crs, city.center[0], city.center[1]),
    ...(city.basemap && { basemapCrs: city.basemap.crs }),
  };
}

/** The city itself as an area: parent of its districts, without borders of its own. */
export function cityArea(city: ProfileCity): AreaRow {
  const nameEn = city.nameEn ?? city.name;
  const none = { parent: null, center: null, population: null, geometry: null };
  return { code: city.code, level: 'city', nameZh: city.name, nameEn, ...none };
}

/** The catalogue in force: the built-in one with the city's entries over it, or the city's alone. `<stream>.other` is always there. */
export function catalogueOf(own: readonly ProfileType[] | null, mode: ProfileCity['catalogue']): CatalogueType[] {
  const base = mode === 'replace' ? BUILT_IN_CATALOGUE.filter((t) => t.family === 'other') : BUILT_IN_CATALOGUE;
  const entries = new Map(base.map((t) => [t.code, t]));
  for (const type of own ?? []) {
    const { name, nameEn, stdCode, code, stream, family, priority, source } = type;
    entries.set(code, {
      code,
      stream,
      family,
      stdCode: stdCode ?? null,
      nameZh: name,
      nameEn: nameEn ?? name,
      priority,
      source,
    });
  }
  return [...entries.values()];
}

/** Days that differ from the weekday rule: the built-in ones of China where the city asks for them, its own over them. */
export function calendarOf(own: readonly ProfileDay[] | null, base: ProfileCity['calendar']): CalendarDay[] {
  const days = new Map((base === 'cn' ? HOLIDAYS_CN : []).map((d) => [d.day, d]));
  for (const day of own ?? []) days.set(day.day, day);
  return [...days.values()];
}

/** A sensor of a source that the profile does not have could never be read. */
export function checkSensorSources(
  sensors: readonly ProfileSensor[],
  sources: readonly ProfileSource[] | null,
  findings: Findings,
): void {
  const known = new Set(sources?.map((s) => s.id));
  const missing = new Set(sensors.map((s) => s.source).filter((id) => sources !== null && !known.has(id)));
  for (const id of missing)
    findings.faults.push({ file: 'sensors', at: '', message: `source ${id} is not in sources.json` });
}

/** Sensors with their district, by polygon. */
export function sensorsOf(sensors: readonly ProfileSensor[], areas: readonly AreaRow[], crs: Crs): SensorRow[] {
  const districts = indexOf(areas, 'district');
  return sensors.map((s) => {
    const [lon, lat] = s.lon === undefined || s.lat === undefined ? [null, null] : toWgs84(crs, s.lon, s.lat);
    return {
      id: s.id,
      metric: s.metric,
      unit: s.unit,
      nameZh: s.name,
      nameEn: s.nameEn ?? s.name,
      source: s.source,
      lon,
      lat,
      district: (lon === null ? null : districts.at(lon, lat)) ?? '-',
      expectEverySeconds: s.expectEverySeconds ?? null,
      low: s.low ?? null,
      high: s.high ?? null,
      ownerZh: s.owner ?? null,
      ownerEn: s.ownerEn ?? s.owner ?? null,
      place: s.place ?? null,
      rangeLow: s.rangeLow ?? null,
      rangeHigh: s.rangeHigh ?? null,
      frozenAfterSeconds: s.frozenAfterSeconds ?? null,
      calibratedOn: s.calibratedOn ?? null,
      calibrateEveryDays: s.calibrateEveryDays ?? null,
    };
  });
}

/** Vital signs in the order of the file. */
export function vitalsOf(vitals: readonly ProfileVital[] | null): VitalSign[] | null {
  return (
    vitals?.map((v) => ({
      id: v.id,
      nameZh: v.name,
      nameEn: v.nameEn ?? v.name,
      ownerZh: v.owner,
      ownerEn: v.ownerEn ?? v.owner,
      unit: v.unit,
      decimals: v.decimals,
      rule: { metric: v.metric, fold: v.fold, ...(v.threshold === undefined ? {} : { threshold: v.threshold }) },
      expectEverySeconds: v.expectEverySeconds,
      usual: v.usual ?? null,
    })) ?? null
  );
}
