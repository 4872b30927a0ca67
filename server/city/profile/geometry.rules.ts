import type { Crs } from '../../../protocol/geo.js';
import { toWgs84 } from '../crs.rules.js';
import type { Geometry, Position } from '../geojson.js';

/** A geometry in WGS-84 with what was tolerated, or why it cannot be taken. */
export type ReadGeometry = { geometry: Geometry; notes: string[] } | { fault: string };

/** Depth of the coordinate arrays of each geometry type that a profile may use. */
const DEPTH: Record<string, number> = { Point: 0, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };
/** Fewest positions of a ring, closing one included. @source RFC 7946 §3.1.6 */
const RING_MIN = 4;

class BadGeometry extends Error {}

/**
 * Reads a GeoJSON geometry of unknown quality: converts it to WGS-84, closes open rings, drops rings without area. Self-touching and
 * self-crossing rings are kept: the point test counts crossings and needs no clean topology.
 */
export function readGeometry(input: unknown, crs: Crs): ReadGeometry {
  const { type, coordinates } = (input ?? {}) as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string') return { fault: 'has no geometry' };
  const depth = DEPTH[type];
  if (depth === undefined)
    return { fault: `geometry type ${type.slice(0, 40)} is not one of ${Object.keys(DEPTH).join(', ')}` };
  const notes: string[] = [];
  try {
    const converted = convert(coordinates, depth, crs);
    const clean = type === 'Polygon' ? cleanRings(converted as Position[][], notes) : converted;
    const all =
      type === 'MultiPolygon' ? (clean as Position[][][]).flatMap((p) => keepNonEmpty(cleanRings(p, notes))) : clean;
    if (depth > 0 && (all as unknown[]).length === 0) return { fault: `${type} has no usable coordinates` };
    return { geometry: { type, coordinates: all } as Geometry, notes };
  } catch (error) {
    if (error instanceof BadGeometry) return { fault: error.message };
    throw error;
  }
}

function convert(value: unknown, depth: number, crs: Crs): unknown {
  if (depth > 0) {
    if (!Array.isArray(value)) throw new BadGeometry('coordinates are not nested as the geometry type demands');
    return value.map((inner) => convert(inner, depth - 1, crs));
  }
  const [lon, lat] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof lon !== 'number' || typeof lat !== 'number' || !Number.isFinite(lon) || !Number.isFinite(lat)) {
    throw new BadGeometry('a position is not [longitude, latitude]');
  }
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    throw new BadGeometry(
      `position [${lon}, ${lat}] is not in degrees; project the file to longitude and latitude first`,
    );
  }
  return toWgs84(crs, lon, lat);
}

function cleanRings(rings: Position[][], notes: string[]): Position[][] {
  const usable: Position[][] = [];
  for (const [n, ring] of rings.entries()) {
    const closed = closeRing(ring);
    if (closed.length !== ring.length) notes.push(`ring ${n} was open and is closed`);
    if (closed.length >= RING_MIN) usable.push(closed);
    else notes.push(`ring ${n} has no area and is left out`);
    // Holes mean nothing without their outline.
    if (n === 0 && usable.length === 0) return [];
  }
  return usable;
}

function closeRing(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (first === undefined || last === undefined) return ring;
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

function keepNonEmpty(rings: Position[][]): Position[][][] {
  return rings.length === 0 ? [] : [rings];
}
