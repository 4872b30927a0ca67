import { z } from 'zod';
import type { Crs } from '../../../protocol/geo.js';
import { fold } from '../address.rules.js';
import type { AreaRow, PlaceRow } from '../city-rows.js';
import { toWgs84 } from '../crs.rules.js';
import { polygonsOf, type Feature } from '../geojson.js';
import { PolygonIndex } from '../polygon-index.rules.js';
import type { Findings } from './fault.js';
import { nameOf, textOf } from './geojson.reader.js';
import { labelPoint } from './label-point.rules.js';

/** Kind of a place whose file names none. */
const OTHER_KIND = 'place';

/** One line of `places.csv`. */
export const PlaceLine = z.object({
  name: z.string().min(1).max(120),
  kind: z.string().max(40).default(OTHER_KIND),
  lon: z.coerce.number().min(-180).max(180),
  lat: z.coerce.number().min(-90).max(90),
});
export type PlaceLine = z.infer<typeof PlaceLine>;

/** Lines made of features: points as they are, areas by a point inside. Features without a name are told and left out. */
export function placeLines(file: string, features: readonly Feature[], findings: Findings): PlaceLine[] {
  return features.flatMap((feature, n) => {
    const name = nameOf(feature);
    const point = feature.geometry.type === 'Point' ? feature.geometry.coordinates : labelPoint(feature.geometry);
    if (name === null || point === null) {
      findings.notes.push(`${file} feature ${n}: ${name === null ? 'has no name' : 'is a line'} and is left out`);
      return [];
    }
    const kind = textOf(feature.properties, ['kind', 'type', 'category']) ?? OTHER_KIND;
    return [{ name, kind, lon: point[0] as number, lat: point[1] as number }];
  });
}

/** Gives each place its district and street, by polygon; what a file says about them is not trusted. */
export function placesFrom(lines: readonly PlaceLine[], areas: readonly AreaRow[], crs: Crs): PlaceRow[] {
  const districts = indexOf(areas, 'district');
  const streets = indexOf(areas, 'street');
  return lines.map((line) => {
    const [lon, lat] = toWgs84(crs, line.lon, line.lat);
    const { name, kind } = line;
    return {
      name,
      kind,
      nameFolded: fold(name),
      lon,
      lat,
      district: districts.at(lon, lat),
      street: streets.at(lon, lat),
    };
  });
}

/** Polygons of one level of areas. */
export function indexOf(areas: readonly AreaRow[], level: AreaRow['level']): PolygonIndex {
  return new PolygonIndex(
    areas.flatMap((a) =>
      a.level === level && a.geometry !== null ? [{ code: a.code, polygons: polygonsOf(a.geometry) }] : [],
    ),
  );
}
