import type { CatalogueType } from '../../protocol/city.js';
import type { CalendarDay, CityRows, SensorRow, SourceRow, UnitRow } from './city-rows.js';
import { AddressBook } from './gazetteer.rules.js';
import { linesOf, polygonsOf } from './geojson.js';
import { PolygonIndex } from './polygon-index.rules.js';

/** The city's reference data with its indexes: built whole, never changed, replaced by the next version. */
export interface CitySnapshot {
  readonly rows: CityRows;
  readonly districts: PolygonIndex;
  readonly streets: PolygonIndex;
  readonly types: ReadonlyMap<string, CatalogueType>;
  readonly sources: ReadonlyMap<string, SourceRow>;
  readonly sensors: ReadonlyMap<string, SensorRow>;
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly days: ReadonlyMap<string, CalendarDay>;
  readonly addresses: AddressBook;
}

/** Builds all indexes over rows read from the database. */
export function snapshotOf(rows: CityRows): CitySnapshot {
  const districts = areaIndex(rows, 'district');
  const { city } = rows;
  const roads = (rows.layers.roads?.features ?? []).flatMap((f) => {
    const name = f.properties['name'];
    return typeof name === 'string' && name !== '' ? [{ name, lines: linesOf(f.geometry) }] : [];
  });
  const cityNames = [city.nameZh, city.nameEn];
  return {
    rows,
    districts,
    streets: areaIndex(rows, 'street'),
    types: new Map(rows.types.map((t) => [t.code, t])),
    sources: new Map(rows.sources.map((s) => [s.id, s])),
    sensors: new Map(rows.sensors.map((s) => [s.id, s])),
    units: new Map(rows.units.map((u) => [u.id, u])),
    days: new Map(rows.days.map((d) => [d.day, d])),
    addresses: new AddressBook({ cityNames, areas: rows.areas, places: rows.places, roads }, (lon, lat) =>
      districts.at(lon, lat),
    ),
  };
}

function areaIndex(rows: CityRows, level: 'district' | 'street'): PolygonIndex {
  return new PolygonIndex(
    rows.areas.flatMap((a) =>
      a.level === level && a.geometry !== null ? [{ code: a.code, polygons: polygonsOf(a.geometry) }] : [],
    ),
  );
}
