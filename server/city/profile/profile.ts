import type { AlarmRule } from '../../../protocol/alarm-rule.js';
import type { Camera } from '../../../protocol/camera.js';
import type { CatalogueType, VitalSign } from '../../../protocol/city.js';
import type { ServiceCalendar, TimeLimit } from '../../../protocol/clocks.js';
import type { DailyAggregate, LayerName, ProfileSource } from '../../../protocol/profile.js';
import type { EnforcementField } from '../../../protocol/unit.js';
import type { AreaRow, CalendarDay, CityFacts, PlaceRow, PostRow, RouteRow, SensorRow } from '../city-rows.js';
import type { FeatureCollection } from '../geojson.js';
import type { UnitRecord } from './units.rules.js';

/**
 * A profile as read: what a file says becomes what the table says. Null or absent means the profile has no such file,
 * and the import leaves that table as it is.
 */
export interface Profile {
  city: CityFacts | null;
  /** Zone the profile names; the service runs in CITY_TZ. */
  tz: string | null;
  areas: AreaRow[] | null;
  places: PlaceRow[] | null;
  layers: Partial<Record<LayerName, FeatureCollection>>;
  types: CatalogueType[] | null;
  days: CalendarDay[] | null;
  calendars: ServiceCalendar[] | null;
  limits: TimeLimit[] | null;
  sources: ProfileSource[] | null;
  sensors: SensorRow[] | null;
  alarmRules: AlarmRule[] | null;
  cameras: Camera[] | null;
  vitals: VitalSign[] | null;
  aggregates: (DailyAggregate & { stream: CatalogueType['stream'] })[] | null;
  fields: EnforcementField[] | null;
  units: UnitRecord[] | null;
  routes: RouteRow[] | null;
  posts: PostRow[] | null;
  /** Dirt that was tolerated, in words. */
  notes: string[];
}

/** A profile without anything in it. */
export function emptyProfile(): Profile {
  return {
    city: null,
    tz: null,
    areas: null,
    places: null,
    layers: {},
    types: null,
    days: null,
    calendars: null,
    limits: null,
    sources: null,
    sensors: null,
    alarmRules: null,
    cameras: null,
    vitals: null,
    aggregates: null,
    fields: null,
    units: null,
    routes: null,
    posts: null,
    notes: [],
  };
}
