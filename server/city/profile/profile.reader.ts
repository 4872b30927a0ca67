import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Crs } from '../../../protocol/geo.js';
import {
  ProfileCity,
  ProfileDay,
  ProfileSensor,
  ProfileSource,
  ProfileType,
  ProfileVital,
} from '../../../protocol/profile.js';
import type { AreaRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import { aggregatesFrom } from './aggregates.rules.js';
import { districtsFrom, streetsFrom } from './areas.rules.js';
import { ProfileError, type Findings } from './fault.js';
import { readGeojson } from './geojson.reader.js';
import { PlaceLine, placeLines, placesFrom } from './places.rules.js';
import { emptyProfile, type Profile } from './profile.js';
import { calendarOf, catalogueOf, checkSensorSources, cityOf, sensorsOf, vitalsOf } from './reference.rules.js';
import { readObject, readTable } from './table.reader.js';

/** Layers of the map that are not areas. */
const LINE_LAYERS = ['roads', 'water', 'green', 'rail'] as const;
/** Numbers of a sensor that are text in CSV. */
const SENSOR_NUMBERS = ['lon', 'lat', 'expectEverySeconds', 'low', 'high'];

/** Reads and checks a profile folder (docs/city-profile.md); nothing is written. @throws ProfileError with every fault of every file */
export function readProfile(folder: string): Profile {
  const reader = new FolderReader(folder);
  const profile = reader.read();
  if (reader.findings.faults.length > 0) throw new ProfileError(reader.findings.faults);
  return profile;
}

class FolderReader {
  readonly findings: Findings = { faults: [], notes: [] };
  private crs: Crs = 'wgs84';

  constructor(private readonly folder: string) {}

  read(): Profile {
    const city = this.object('city.json', ProfileCity);
    if (!existsSync(join(this.folder, 'city.json'))) {
      this.findings.faults.push({
        file: 'city.json',
        at: '',
        message: `is missing in ${this.folder}; it names the city`,
      });
    }
    this.crs = city?.crs ?? 'wgs84';
    const areas = this.areas(city?.code ?? null);
    const types = catalogueOf(this.rows('catalogue', ProfileType), city?.catalogue ?? 'extend');
    const sources = this.rows('sources', ProfileSource);
    const sensors = this.rows('sensors', sensorRow());
    checkSensorSources(sensors ?? [], sources, this.findings);
    return {
      ...emptyProfile(),
      city: city === null ? null : cityOf(city, this.point(city.center)),
      tz: city?.tz ?? null,
      areas: city === null || areas === null ? areas : [cityArea(city), ...areas],
      places: this.places(areas ?? []),
      layers: this.layers(),
      types,
      days: calendarOf(this.rows('calendar', ProfileDay), city?.calendar ?? 'weekdays'),
      sources,
      sensors: sensors === null ? null : sensorsOf(sensors, areas ?? [], this.crs),
      vitals: vitalsOf(this.rows('vitals', ProfileVital)),
      aggregates: this.aggregates(areas ?? [], types),
      notes: this.findings.notes,
    };
  }

  private areas(cityCode: string | null): AreaRow[] | null {
    const districts = this.features('districts.geojson');
    if (districts === null) return null;
    const own = districtsFrom(
      { file: 'districts.geojson', crs: this.crs, features: districts },
      cityCode,
      this.findings,
    );
    const streets = this.features('streets.geojson') ?? [];
    return [...own, ...streetsFrom({ file: 'streets.geojson', crs: this.crs, features: streets }, own, this.findings)];
  }

  private places(areas: readonly AreaRow[]): Profile['places'] {
    const features = this.features('places.geojson');
    // Features are in WGS-84 already; lines of a CSV file are not.
    if (features !== null) return placesFrom(placeLines('places.geojson', features, this.findings), areas, 'wgs84');
    const lines = this.rows('places', PlaceLine);
    return lines === null ? null : placesFrom(lines, areas, this.crs);
  }

  private layers(): Profile['layers'] {
    const layers: Profile['layers'] = {};
    for (const name of LINE_LAYERS) {
      const features = this.features(`${name}.geojson`);
      if (features !== null) layers[name] = { type: 'FeatureCollection', features };
    }
    return layers;
  }

  private aggregates(areas: readonly AreaRow[], types: NonNullable<Profile['types']>): Profile['aggregates'] {
    const text = this.text('daily-aggregates.csv');
    if (text === null) return null;
    const [header = [], ...rows] = parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    const districts = new Set(areas.filter((a) => a.level === 'district').map((a) => a.code));
    const known = { file: 'daily-aggregates.csv', header, districts, types: new Map(types.map((t) => [t.code, t])) };
    return aggregatesFrom(rows, known, this.findings);
  }

  private features(file: string) {
    const text = this.text(file);
    return text === null ? null : readGeojson({ file, text, crs: this.crs }, this.findings);
  }

  /** Rows of NAME.json or NAME.csv, or null when neither is there. */
  private rows<T>(name: string, row: z.ZodType<T>): T[] | null {
    for (const file of [`${name}.json`, `${name}.csv`]) {
      const text = this.text(file);
      if (text !== null) return readTable({ file, text }, row, this.findings);
    }
    return null;
  }

  private object<T>(file: string, schema: z.ZodType<T>): T | null {
    const text = this.text(file);
    return text === null ? null : readObject({ file, text }, schema, this.findings);
  }

  private point(center: readonly [number, number] | undefined): [number, number] | null {
    return center === undefined ? null : toWgs84(this.crs, center[0], center[1]);
  }

  private text(file: string): string | null {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }
}

function cityArea(city: ProfileCity): AreaRow {
  const nameEn = city.nameEn ?? city.name;
  return {
    code: city.code,
    level: 'city',
    nameZh: city.name,
    nameEn,
    parent: null,
    center: null,
    population: null,
    geometry: null,
  };
}

function sensorRow(): z.ZodType<ProfileSensor> {
  return z.preprocess((input) => {
    const cells = { ...(input as Record<string, unknown>) };
    for (const key of SENSOR_NUMBERS) if (typeof cells[key] === 'string') cells[key] = Number(cells[key]);
    return cells;
  }, ProfileSensor);
}
