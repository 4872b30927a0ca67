import { typedIn } from '../../protocol/pinyin.js';
import type { GazetteerPlace } from '../../protocol/gazetteer.js';
import type { CitySnapshot } from './city-snapshot.rules.js';
import { linesOf } from './geojson.js';
import { pointOnRoad } from './road-index.rules.js';

/** A place can be looked for by the words somebody types, Chinese, English or pinyin initials. */
export interface Searchable extends GazetteerPlace {
  /** Roads and areas before shops of the same fit: what callers name first. */
  weight: 0 | 1 | 2;
}

/** Lists everything of a city that has a name and a point. */
export function searchableOf(city: CitySnapshot): Searchable[] {
  const { rows, districts } = city;
  const places = rows.places.map(({ name, kind, lon, lat, district }): Searchable => ({
    ...{ name, nameEn: null, kind, lon, lat, district, weight: 2 },
    road: city.addresses.roadOf(name, [lon, lat]),
  }));
  const areas = rows.areas.flatMap(({ level, nameZh, nameEn, center, code, parent }): Searchable[] => {
    if (level === 'city' || center === null) return [];
    const district = level === 'district' ? code : parent;
    return [{ name: nameZh, nameEn, kind: level, lon: center[0], lat: center[1], district, road: null, weight: 1 }];
  });
  const seen = new Set<string>();
  const roads = (rows.layers.roads?.features ?? []).flatMap((feature): Searchable[] => {
    const { name, nameEn } = feature.properties;
    if (typeof name !== 'string' || name === '' || seen.has(name)) return [];
    seen.add(name);
    const [lon, lat] = pointOnRoad({ name, lines: linesOf(feature.geometry) }, null);
    const english = typeof nameEn === 'string' ? nameEn : null;
    return [{ name, nameEn: english, kind: 'road', lon, lat, district: districts.at(lon, lat), road: name, weight: 0 }];
  });
  return [...roads, ...areas, ...places];
}

/** The places that fit what was typed: names that begin with it first, shorter ones before longer ones. */
export function searchPlaces(all: readonly Searchable[], typed: string, limit: number): GazetteerPlace[] {
  const hits = all.flatMap((place) => {
    const at = Math.min(...[place.name, place.nameEn].map((name) => (name ? typedIn(name, typed) : null) ?? Infinity));
    return Number.isFinite(at) ? [{ place, at }] : [];
  });
  hits.sort(
    (a, b) =>
      Number(a.at > 0) - Number(b.at > 0) ||
      a.place.name.length - b.place.name.length ||
      a.place.weight - b.place.weight ||
      (a.place.name < b.place.name ? -1 : 1),
  );
  return hits.slice(0, limit).map(({ place: { weight: _, ...place } }) => place);
}
