import type { PoolClient } from 'pg';
import type { CatalogueType, VitalSign } from '../../protocol/city.js';
import { LayerName } from '../../protocol/profile.js';
import {
  emptyCity,
  type AreaRow,
  type CalendarDay,
  type CityFacts,
  type CityRows,
  type PlaceRow,
  type SensorRow,
  type SourceRow,
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
    sources: await all<SourceRow>(SOURCES),
    sensors: await all<SensorRow>(SENSORS),
    vitals: await all<VitalSign>(VITALS),
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

const SOURCES = `select id, name_zh as "nameZh", name_en as "nameEn", streams, expect_every_seconds as "expectEverySeconds",
    id_from as "idFrom", retired_at is not null as retired, demo
  from source order by id`;

const SENSORS = `select id, metric, unit, name_zh as "nameZh", name_en as "nameEn", source, lon, lat, district,
    expect_every_seconds as "expectEverySeconds", low, high
  from sensor order by id`;

const VITALS = `select id, name_zh as "nameZh", name_en as "nameEn", owner_zh as "ownerZh", owner_en as "ownerEn", unit, decimals,
    jsonb_strip_nulls(jsonb_build_object('metric', metric, 'fold', fold, 'threshold', threshold)) as rule,
    expect_every_seconds as "expectEverySeconds",
    case when usual_low is null or usual_high is null then null else jsonb_build_array(usual_low, usual_high) end as usual
  from vital_sign order by position`;
