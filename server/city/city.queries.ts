import type { PoolClient } from 'pg';
import type { AlarmRule } from '../../protocol/alarm-rule.js';
import type { CatalogueType, VitalSign } from '../../protocol/city.js';
import type { ServiceCalendar, TimeLimit } from '../../protocol/clocks.js';
import { LayerName } from '../../protocol/profile.js';
import type { EnforcementField } from '../../protocol/unit.js';
import {
  emptyCity,
  type AreaRow,
  type CalendarDay,
  type CityFacts,
  type CityRows,
  type OwnLimitRow,
  type PlaceRow,
  type PostRow,
  type RouteRow,
  type SensorRow,
  type SourceRow,
  type UnitRow,
} from './city-rows.js';
import type { FeatureCollection } from './geojson.js';

/** Number of the last change of the reference data; 0 before the first. */
export async function cityVersion(db: Pick<PoolClient, 'query'>): Promise<number> {
  const { rows } = await db.query<{ value: number }>("select value from setting where name = 'city.version'");
  return rows[0]?.value ?? 0;
}

/** Reads all reference data. Call it inside one REPEATABLE READ transaction: a half imported city must not be seen. */
export async function readCity(db: PoolClient): Promise<CityRows> {
  const all = async <T extends object>(sql: string) => (await db.query<T>(sql)).rows;
  const [facts] = await all<{ value: CityFacts }>("select value from setting where name = 'city'");
  const layers = await all<{ name: string; geojson: FeatureCollection }>('select name, geojson from map_layer');
  const known = layers.filter((layer) => LayerName.safeParse(layer.name).success);
  return {
    version: await cityVersion(db),
    city: facts?.value ?? emptyCity().city,
    areas: await all<AreaRow>(AREAS),
    places: await all<PlaceRow>(PLACES),
    layers: Object.fromEntries(known.map((layer) => [layer.name, layer.geojson])),
    types: await all<CatalogueType>(TYPES),
    days: await all<CalendarDay>('select day, kind, name, source from calendar_day order by day'),
    calendars: await all<ServiceCalendar>(CALENDARS),
    limits: await all<TimeLimit>(LIMITS),
    sources: await all<SourceRow>(SOURCES),
    sensors: await all<SensorRow>(SENSORS),
    alarmRules: await all<AlarmRule>(ALARM_RULES),
    ownLimits: await all<OwnLimitRow>(OWN_LIMITS),
    vitals: await all<VitalSign>(VITALS),
    fields: await all<EnforcementField>(FIELDS),
    units: await all<UnitRow>(UNITS),
    routes: await all<RouteRow>(ROUTES),
    posts: await all<PostRow>(POSTS),
  };
}

const AREAS = `select code, level, name_zh as "nameZh", name_en as "nameEn", parent, population, geometry,
    case when center_lon is null then null else jsonb_build_array(center_lon, center_lat) end as center
  from area order by code`;

const PLACES = `select kind, name, name_folded as "nameFolded", street, district, lon, lat from place order by id`;

const TYPES = `select code, stream, family, std_code as "stdCode", name_zh as "nameZh", name_en as "nameEn", priority, source
  from catalogue_type
  where (effective_from is null or effective_from <= city_now()::date) and (effective_to is null or effective_to >= city_now()::date)
  order by code`;

const CALENDARS = `select id, name_zh as "nameZh", name_en as "nameEn", source, periods from service_calendar order by id`;

const LIMITS = `select id, name_zh as "nameZh", name_en as "nameEn", procedure, step, type, condition, priority, district, calendar, amount,
    unit, warn_share as "warnShare", effective_from as "effectiveFrom", effective_to as "effectiveTo", source
  from time_limit order by id`;

const SOURCES = `select id, name_zh as "nameZh", name_en as "nameEn", streams, expect_every_seconds as "expectEverySeconds",
    id_from as "idFrom", retired_at is not null as retired, demo
  from source order by id`;

const SENSORS = `select id, metric, unit, name_zh as "nameZh", name_en as "nameEn", source, lon, lat, district,
    expect_every_seconds as "expectEverySeconds", low, high, owner_zh as "ownerZh", owner_en as "ownerEn", place,
    range_low as "rangeLow", range_high as "rangeHigh", frozen_after_seconds as "frozenAfterSeconds",
    calibrated_on as "calibratedOn", calibrate_every_days as "calibrateEveryDays"
  from sensor order by id`;

const ALARM_RULES = `select id, condition, level, metric, sensors, name_zh as "nameZh", name_en as "nameEn", cause, cause_zh as "causeZh",
    cause_en as "causeEn", action_zh as "actionZh", action_en as "actionEn", limit_value as limit, dead_band as "deadBand",
    on_delay_seconds as "onDelaySeconds", off_delay_seconds as "offDelaySeconds", priority, suppressed_by as "suppressedBy",
    incident_type as "incidentType", refers, source, effective_from as "effectiveFrom", effective_to as "effectiveTo"
  from alarm_rule
  where (effective_from is null or effective_from <= city_now()::date) and (effective_to is null or effective_to >= city_now()::date)
  order by id`;

const OWN_LIMITS = `select sensor, rule, version, limit_value as limit, dead_band as "deadBand", on_delay_seconds as "onDelaySeconds",
    off_delay_seconds as "offDelaySeconds"
  from (select distinct on (sensor, rule) * from alarm_limit order by sensor, rule, version desc) newest
  where limit_value is not null order by sensor, rule`;

const VITALS = `select id, name_zh as "nameZh", name_en as "nameEn", owner_zh as "ownerZh", owner_en as "ownerEn", unit, decimals,
    jsonb_strip_nulls(jsonb_build_object('metric', metric, 'fold', fold, 'threshold', threshold)) as rule,
    expect_every_seconds as "expectEverySeconds",
    case when usual_low is null or usual_high is null then null else jsonb_build_array(usual_low, usual_high) end as usual
  from vital_sign order by position`;

const FIELDS = `select code, name_zh as "nameZh", name_en as "nameEn", types, source from enforcement_field order by code`;

const UNITS = `select id, name_zh as "nameZh", name_en as "nameEn", type, skills, fields, organisation_zh as "organisationZh",
    organisation_en as "organisationEn", district, areas, crew, phone is not null as "hasPhone", capacity,
    case when base_lon is null then null else jsonb_build_array(base_lon, base_lat) end as base, duty, is_drill as drill
  from unit where retired_at is null order by id`;

const ROUTES = `select id, match, area, unit, from_time as "from", to_time as "to", days, source from routing_rule order by id`;

const POSTS = `select id, name_zh as "nameZh", name_en as "nameEn", district, unit, hours, people
  from post where retired_at is null order by id`;
