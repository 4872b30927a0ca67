import type { AlarmRule } from '../../protocol/alarm-rule.js';
import type { LimitValues } from '../../protocol/sensor-limit.js';
import type { Area, CatalogueType, Sensor, Source, VitalSign } from '../../protocol/city.js';
import type { ServiceCalendar, TimeLimit } from '../../protocol/clocks.js';
import type { Crs, LonLat } from '../../protocol/geo.js';
import type { LayerName } from '../../protocol/profile.js';
import type { EnforcementField, Unit } from '../../protocol/unit.js';
import type { FeatureCollection, Geometry } from './geojson.js';

/** Facts about the city itself: setting `city`. `basemapCrs`: what its own basemap is drawn in; absent: WGS-84. */
export interface CityFacts {
  code: string;
  nameZh: string;
  nameEn: string;
  centreZh: string;
  centreEn: string;
  center: LonLat | null;
  basemapCrs?: Crs;
}

export interface AreaRow extends Area {
  geometry: Geometry | null;
}

/** A named point of the gazetteer. `nameFolded` is fold(name). */
export interface PlaceRow {
  kind: string;
  name: string;
  nameFolded: string;
  street: string | null;
  district: string | null;
  lon: number;
  lat: number;
}

export interface CalendarDay {
  day: string;
  kind: 'workday' | 'rest';
  name: string;
  source: string;
}

/** A sensor with the ends of its usual range (`low`, `high`) and of what it can measure, and who looks after it. */
export interface SensorRow extends Sensor {
  low: number | null;
  high: number | null;
  ownerZh: string | null;
  ownerEn: string | null;
  place: string | null;
  rangeLow: number | null;
  rangeHigh: number | null;
  frozenAfterSeconds: number | null;
  calibratedOn: string | null;
  calibrateEveryDays: number | null;
}

/** A limit that a sensor has in place of its rule's: the newest version. */
export interface OwnLimitRow extends LimitValues {
  sensor: string;
  rule: string;
  version: number;
}

/** A feed as stored. `demo` marks those of the invented city. */
export interface SourceRow extends Source {
  demo: boolean;
}

/** A unit as it is known beforehand; what it does now belongs to dispatch. `hasPhone`: the number itself stays sealed in its table. */
export interface UnitRow extends Omit<
  Unit,
  'phone' | 'position' | 'positionAt' | 'status' | 'statusAt' | 'onShift' | 'load'
> {
  duty: 'always' | 'roster';
  hasPhone: boolean;
}

/** Who takes what (`*`, a field, or `type:` and a prefix), where (`-` is everywhere) and when (times of day, kind of day). */
export interface RouteRow {
  id: number;
  match: string;
  area: string;
  unit: string;
  from: string | null;
  to: string | null;
  days: CalendarDay['kind'] | null;
  source: string;
}

/** A post that must be manned in `hours` of each day; `people` take turns. */
export interface PostRow {
  id: string;
  nameZh: string;
  nameEn: string;
  district: string;
  unit: string | null;
  hours: { from: string; to: string }[];
  people: string[];
}

/** All reference data of the city, read in one transaction. */
export interface CityRows {
  version: number;
  city: CityFacts;
  areas: AreaRow[];
  places: PlaceRow[];
  layers: Partial<Record<LayerName, FeatureCollection>>;
  types: CatalogueType[];
  days: CalendarDay[];
  calendars: ServiceCalendar[];
  limits: TimeLimit[];
  sources: SourceRow[];
  sensors: SensorRow[];
  alarmRules: AlarmRule[];
  ownLimits: OwnLimitRow[];
  vitals: VitalSign[];
  fields: EnforcementField[];
  units: UnitRow[];
  routes: RouteRow[];
  posts: PostRow[];
}

/** A city about which nothing is known yet: everything is outside or unlocated. */
export function emptyCity(): CityRows {
  const city = { code: '-', nameZh: '未命名城市', nameEn: 'Unnamed city', centreZh: '城市运行管理中心' };
  return {
    version: 0,
    city: { ...city, centreEn: 'City Operations Centre', center: null },
    areas: [],
    places: [],
    layers: {},
    types: [],
    days: [],
    calendars: [],
    limits: [],
    sources: [],
    sensors: [],
    alarmRules: [],
    ownLimits: [],
    vitals: [],
    fields: [],
    units: [],
    routes: [],
    posts: [],
  };
}
