/** Rings of one polygon: the outline first, holes after it; each ring a list of [lon, lat], closed or not. */
export type Rings = readonly (readonly (readonly number[])[])[];

/** A named shape: one or more polygons in degrees. */
export interface Shape {
  code: string;
  polygons: readonly Rings[];
}

/** Numbers kept per edge: lower lat, upper lat, lon at the lower end, d lon / d lat. */
const EDGE = 4;
/** Widening of a part's box to east and west in degrees: a crossing computed on its very border may round beyond it. */
const ROUNDING = 1e-9;
/** Edges aimed at in a horizontal slab; fewer means faster lookups and more memory. */
const EDGES_PER_SLAB = 6;

interface Part {
  readonly code: string;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly slabs: number;
  readonly perDegree: number;
  /** Start of each slab in `edges`, in edges; one more entry than slabs. */
  readonly starts: Int32Array;
  readonly edges: Float64Array;
}

/**
 * Answers which shape holds a point, exactly. A ray cast over the edges of one horizontal slab only, so the cost hardly grows with detail.
 * Edges are stored lower end first: two neighbours compute the same number for a shared border, so a point on it belongs to exactly one.
 */
export class PolygonIndex {
  private readonly parts: readonly Part[];
  readonly bounds: readonly [number, number, number, number] | null;

  constructor(shapes: readonly Shape[]) {
    const sorted = [...shapes].sort((a, b) => (a.code < b.code ? -1 : 1));
    this.parts = sorted.flatMap((s) => s.polygons.map((rings) => partOf(s.code, rings)));
    this.bounds = this.parts.length === 0 ? null : boundsOf(this.parts);
  }

  /** Code of the shape that holds the point (degrees), the lowest code where shapes overlap, or null. */
  at(lon: number, lat: number): string | null {
    for (const part of this.parts) {
      if (lat < part.south || lat >= part.north || lon < part.west || lon > part.east) continue;
      if (inside(part, lon, lat)) return part.code;
    }
    return null;
  }
}

function inside(part: Part, lon: number, lat: number): boolean {
  const slab = slabOf(lat, part);
  const { edges, starts } = part;
  const end = (starts[slab + 1] as number) * EDGE;
  let odd = false;
  for (let i = (starts[slab] as number) * EDGE; i < end; i += EDGE) {
    const low = edges[i] as number;
    if (lat < low || lat >= (edges[i + 1] as number)) continue;
    if (lon < (edges[i + 2] as number) + (lat - low) * (edges[i + 3] as number)) odd = !odd;
  }
  return odd;
}

function slabOf(lat: number, part: Pick<Part, 'south' | 'slabs' | 'perDegree'>): number {
  return Math.min(part.slabs - 1, Math.max(0, Math.floor((lat - part.south) * part.perDegree)));
}

function partOf(code: string, rings: Rings): Part {
  const edges = rings.flatMap(edgesOf);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of rings.flat()) {
    west = Math.min(west, lon - ROUNDING);
    east = Math.max(east, lon + ROUNDING);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const slabs = Math.max(1, Math.ceil(edges.length / EDGES_PER_SLAB));
  // Infinite for a flat or next to flat shape: then every edge is in the first slab.
  const perDegree = slabs / (north - south);
  const box = { south, slabs, perDegree: Number.isFinite(perDegree) ? perDegree : 0 };
  const bySlab: number[][][] = Array.from({ length: slabs }, () => []);
  for (const edge of edges) {
    const last = slabOf(edge[1] as number, box);
    for (let s = slabOf(edge[0] as number, box); s <= last; s++) bySlab[s]?.push(edge);
  }
  const starts = new Int32Array(slabs + 1);
  bySlab.forEach((list, s) => (starts[s + 1] = (starts[s] as number) + list.length));
  return { code, west, east, north, ...box, starts, edges: Float64Array.from(bySlab.flat(2)) };
}

function edgesOf(ring: Rings[number]): number[][] {
  const edges: number[][] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i] as readonly number[];
    const b = ring[(i + 1) % ring.length] as readonly number[];
    const [low, high] = (a[1] as number) < (b[1] as number) ? [a, b] : [b, a];
    const [lowLon = 0, lowLat = 0] = low;
    const [highLon = 0, highLat = 0] = high;
    // A level edge is never crossed by a half-open ray.
    if (lowLat !== highLat) edges.push([lowLat, highLat, lowLon, (highLon - lowLon) / (highLat - lowLat)]);
  }
  return edges;
}

function boundsOf(parts: readonly Part[]): [number, number, number, number] {
  return [
    Math.min(...parts.map((p) => p.west)),
    Math.min(...parts.map((p) => p.south)),
    Math.max(...parts.map((p) => p.east)),
    Math.max(...parts.map((p) => p.north)),
  ];
}
