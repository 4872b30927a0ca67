/** Metres in a degree of latitude. @source WGS-84 mean meridian */
const METRES_PER_DEGREE = 111_195;
/** Corners of a ring: round enough at any zoom of a small map. */
const CORNERS = 72;

/** A closed line on the map with what is written on it (RFC 7946). */
interface Ring {
  type: 'Feature';
  properties: { name: string };
  geometry: { type: 'LineString'; coordinates: [number, number][] };
}

/** Draws a ring of so many metres around a point, with its radius in km as `name`. @param at [lon, lat] */
export function ringAround(at: readonly [number, number], metres: number): Ring {
  const perLon = METRES_PER_DEGREE * Math.cos((at[1] * Math.PI) / 180);
  const corner = (i: number): [number, number] => {
    const angle = (i / CORNERS) * 2 * Math.PI;
    return [at[0] + (Math.cos(angle) * metres) / perLon, at[1] + (Math.sin(angle) * metres) / METRES_PER_DEGREE];
  };
  return {
    type: 'Feature',
    properties: { name: `${metres / 1000} km` },
    geometry: { type: 'LineString', coordinates: Array.from({ length: CORNERS + 1 }, (_, i) => corner(i)) },
  };
}

/** The box that holds a ring, [west, south, east, north]. */
export function boxAround(at: readonly [number, number], metres: number): [number, number, number, number] {
  const lat = metres / METRES_PER_DEGREE;
  const lon = lat / Math.cos((at[1] * Math.PI) / 180);
  return [at[0] - lon, at[1] - lat, at[0] + lon, at[1] + lat];
}

/** Distance in metres between two points, flat: good to 0.1 % within a city. */
export function metresBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const perLon = METRES_PER_DEGREE * Math.cos((((a[1] + b[1]) / 2) * Math.PI) / 180);
  return Math.hypot((a[0] - b[0]) * perLon, (a[1] - b[1]) * METRES_PER_DEGREE);
}
