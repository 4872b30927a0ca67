/** What the ground needs of a GeoJSON layer; anything else in it is ignored. */
export interface GroundLayer {
  features: readonly GroundFeature[];
}
export interface GroundFeature {
  properties?: Record<string, unknown> | null;
  geometry: { type: string; coordinates: unknown } | null;
}
/** West, south, east, north in degrees, WGS-84. */
export type GroundBounds = readonly [number, number, number, number];
type Point = readonly [number, number];

/** Width of the drawing in its own units; the height follows from the city's shape. */
export const GROUND_WIDTH = 1000;

/** Puts degrees into the drawing's units: flat, true in shape at the city's middle latitude. */
export function groundProjection(bounds: GroundBounds): { height: number; project: (at: Point) => Point } {
  const [west, south, east, north] = bounds;
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = GROUND_WIDTH / Math.max(1e-9, (east - west) * narrow);
  return {
    height: Math.max(1, Math.round((north - south) * scale)),
    project: ([lon, lat]) => [tenth((lon - west) * narrow * scale), tenth((north - lat) * scale)],
  };
}

/** Bounds of all points of a layer, or null for a layer without any. */
export function groundBounds(layer: GroundLayer): GroundBounds | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of layer.features.flatMap((f) => linesOf(f))) {
    for (const [lon, lat] of line) {
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

/** SVG path data of the features that `keep` lets through. Areas are closed by their own last point. */
export function groundPath(
  layer: GroundLayer,
  project: (at: Point) => Point,
  keep: (feature: GroundFeature) => boolean = () => true,
): string {
  return layer.features
    .filter(keep)
    .flatMap((feature) => linesOf(feature))
    .map((line) => `M${line.map((at) => project(at).join(' ')).join('L')}`)
    .join('');
}

function linesOf(feature: GroundFeature): Point[][] {
  const g = feature.geometry;
  if (g === null) return [];
  if (g.type === 'LineString') return [g.coordinates as Point[]];
  if (g.type === 'MultiLineString' || g.type === 'Polygon') return g.coordinates as Point[][];
  return g.type === 'MultiPolygon' ? (g.coordinates as Point[][][]).flat() : [];
}

const tenth = (v: number) => Math.round(v * 10) / 10;
