import type { Crs } from '../../../protocol/geo.js';
import { ProfileServiceCalendar } from '../../../protocol/clocks.js';
import { ProfileCity, ProfileDay, ProfileSource, ProfileVital, type LayerName } from '../../../protocol/profile.js';
import { ProfilePost } from '../../../protocol/profile-units.js';
import type { AreaRow } from '../city-rows.js';
import { aggregatesFrom } from './aggregates.rules.js';
import { calendarsOf, limitsOf, LimitLine } from './clocks.rules.js';
import { districtsFrom, streetsFrom } from './areas.rules.js';
import { ProfileError } from './fault.js';
import { PlaceLine, placeLines, placesFrom } from './places.rules.js';
import { ProfileFolder } from './profile-folder.js';
import type { Profile } from './profile.js';
import { readRegisters } from './registers.reader.js';
import * as reference from './reference.rules.js';
import * as forces from './units.rules.js';

/** Layers of the map that are not areas. */
const LINE_LAYERS = ['roads', 'water', 'green', 'rail'] as const satisfies readonly LayerName[];

/** Reads and checks a profile folder (docs/city-profile.md); nothing is written. @throws ProfileError with every fault of every file */
export function readProfile(path: string): Profile {
  const folder = new ProfileFolder(path);
  const profile = readAll(folder);
  if (folder.findings.faults.length > 0) throw new ProfileError(folder.findings.faults);
  return profile;
}

function readAll(folder: ProfileFolder): Profile {
  const { findings } = folder;
  if (!folder.has('city.json')) {
    findings.faults.push({ file: 'city.json', at: '', message: `is missing in ${folder.path}; it names the city` });
  }
  const city = folder.object('city.json', ProfileCity);
  const crs = city?.crs ?? 'wgs84';
  const areas = readAreas(folder, crs, city?.code ?? null);
  const types = reference.catalogueOf(folder.rows('catalogue', reference.TypeLine), city?.catalogue ?? 'extend');
  const calendars = calendarsOf(folder.rows('service-calendars', ProfileServiceCalendar), findings);
  const sources = folder.rows('sources', ProfileSource);
  const sensors = folder.rows('sensors', reference.SensorLine);
  reference.checkSensorSources(sensors ?? [], sources, findings);
  return {
    city: city === null ? null : reference.cityOf(city),
    tz: city?.tz ?? null,
    areas: city === null || areas === null ? areas : [reference.cityArea(city), ...areas],
    places: readPlaces(folder, crs, areas ?? []),
    layers: readLayers(folder, crs),
    types,
    days: reference.calendarOf(folder.rows('calendar', ProfileDay), city?.calendar ?? 'weekdays'),
    calendars,
    limits: limitsOf(folder.rows('time-limits', LimitLine), calendars, findings),
    sources,
    sensors: sensors === null ? null : reference.sensorsOf(sensors, areas ?? [], crs),
    ...readRegisters(folder, { areas: areas ?? [], crs, sensors }),
    vitals: reference.vitalsOf(folder.rows('vitals', ProfileVital)),
    aggregates: readAggregates(folder, areas ?? [], types),
    ...readForces(folder, crs, areas ?? []),
    notes: findings.notes,
  };
}

function readForces(
  folder: ProfileFolder,
  crs: Crs,
  areas: readonly AreaRow[],
): Pick<Profile, 'fields' | 'units' | 'routes' | 'posts'> {
  const fields = forces.fieldsOf(folder.rows('enforcement-fields', forces.FieldLine));
  const units = folder.rows('units', forces.UnitLine);
  const routes = folder.rows('routing', forces.RouteLine);
  const posts = folder.rows('posts', ProfilePost);
  forces.checkForces({ units, routes, posts, fields }, areas, folder.findings);
  return {
    fields,
    units: units === null ? null : forces.unitsOf(units, areas, crs),
    routes: forces.routesOf(routes),
    posts: forces.postsOf(posts),
  };
}

function readAreas(folder: ProfileFolder, crs: Crs, cityCode: string | null): AreaRow[] | null {
  const features = folder.features('districts.geojson', crs);
  if (features === null) return null;
  const districts = districtsFrom({ file: 'districts.geojson', crs, features }, cityCode, folder.findings);
  const streets = { file: 'streets.geojson', crs, features: folder.features('streets.geojson', crs) ?? [] };
  return [...districts, ...streetsFrom(streets, districts, folder.findings)];
}

function readPlaces(folder: ProfileFolder, crs: Crs, areas: readonly AreaRow[]): Profile['places'] {
  const features = folder.features('places.geojson', crs);
  // Features are in WGS-84 already; lines of a CSV file are not.
  if (features !== null) return placesFrom(placeLines('places.geojson', features, folder.findings), areas, 'wgs84');
  const lines = folder.rows('places', PlaceLine);
  return lines === null ? null : placesFrom(lines, areas, crs);
}

function readLayers(folder: ProfileFolder, crs: Crs): Profile['layers'] {
  const layers: Profile['layers'] = {};
  for (const name of LINE_LAYERS) {
    const features = folder.features(`${name}.geojson`, crs);
    if (features !== null) layers[name] = { type: 'FeatureCollection', features };
  }
  return layers;
}

function readAggregates(
  folder: ProfileFolder,
  areas: readonly AreaRow[],
  types: NonNullable<Profile['types']>,
): Profile['aggregates'] {
  const table = folder.cells('daily-aggregates.csv');
  if (table === null) return null;
  const districts = new Set(areas.filter((a) => a.level === 'district').map((a) => a.code));
  const byCode = new Map(types.map((t) => [t.code, t]));
  const known = { file: 'daily-aggregates.csv', header: table.header, districts, types: byCode };
  return aggregatesFrom(table.rows, known, folder.findings);
}
