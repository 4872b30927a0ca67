import type { CatalogueType, VitalSign } from '../../../protocol/city.js';
import type { DailyAggregate, LayerName, ProfileSource } from '../../../protocol/profile.js';
import type { AreaRow, CalendarDay, CityFacts, PlaceRow, SensorRow } from '../city-rows.js';
import type { FeatureCollection } from '../geojson.js';

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
  sources: ProfileSource[] | null;
  sensors: SensorRow[] | null;
  vitals: VitalSign[] | null;
  aggregates: (DailyAggregate & { stream: CatalogueType['stream'] })[] | null;
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
    sources: null,
    sensors: null,
    vitals: null,
    aggregates: null,
    notes: [],
  };
}
