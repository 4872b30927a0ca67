import gcoord from 'gcoord';
import type { Crs } from '@protocol/geo';

type At = readonly [number, number];
/** Shapes as GeoJSON has them, as far as a shift needs to know them. */
interface Shapes {
  features: readonly { geometry: object }[];
}
/** The part of the library that is used; its own types say something else to every resolver. */
const library = gcoord as unknown as {
  transform(at: [number, number], from: string, to: string): [number, number];
} & Record<'WGS84' | 'GCJ02' | 'BD09', string>;

/** How places get onto a basemap and back: places are WGS-84, the tiles are what they are. */
export interface Shift {
  /** Moves a WGS-84 place to where the basemap draws it. */
  to(at: At): [number, number];
  /** Takes a place of the basemap back to WGS-84. */
  from(at: At): [number, number];
  /** Moves all shapes; the given ones stay as they are. */
  shapes<S extends Shapes>(of: S): S;
}

/**
 * Makes the shift of a basemap. Points move, tiles never do: one shift of the tiles would be wrong by up to 54 m across 80 km, as GCJ-02 and BD-09
 * bend from place to place. CGCS2000 differs from WGS-84 by centimetres. @source docs/operations.md §Basemap
 */
export function shiftOf(crs: Crs): Shift {
  if (crs === 'wgs84' || crs === 'cgcs2000') return { to: copied, from: copied, shapes: (of) => of };
  const drawn = crs === 'gcj02' ? library.GCJ02 : library.BD09;
  const to = (at: At) => library.transform([at[0], at[1]], library.WGS84, drawn);
  return {
    to,
    from: (at) => library.transform([at[0], at[1]], drawn, library.WGS84),
    shapes: (of) => ({ ...of, features: of.features.map((feature) => moved(feature, to)) }),
  };
}

const copied = (at: At): [number, number] => [at[0], at[1]];

function moved<F extends Shapes['features'][number]>(feature: F, to: Shift['to']): F {
  const { geometry } = feature;
  if (!('coordinates' in geometry)) return feature;
  return { ...feature, geometry: { ...geometry, coordinates: walk(geometry.coordinates, to) } };
}

function walk(coordinates: unknown, to: Shift['to']): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  if (typeof coordinates[0] === 'number') return to([coordinates[0], Number(coordinates[1])]);
  return coordinates.map((inner) => walk(inner, to));
}
