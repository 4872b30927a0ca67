/** A named road: its lines in degrees. Several features of one name are one road. */
export interface Road {
  readonly name: string;
  readonly lines: readonly (readonly (readonly number[])[])[];
}

/** Metres in a degree of latitude. @source WGS-84 mean meridian */
const METRES_PER_DEGREE = 111_195;
/** Farther away than this a point is not "on" a road. */
export const ROAD_REACH_M = 150;
/** Side of a grid cell in metres: about twice the reach, so that a segment is in few cells and a cell holds few segments. */
const CELL_M = 300;
/** Numbers kept per segment: x1, y1, x2, y2 in metres. */
const SEGMENT = 4;
/** Assumed frontage of one house number in metres; a road's numbers are spread from its beginning. */
const METRES_PER_NUMBER = 6;

/** Finds the road nearest to a point. Every segment is registered in all cells within reach, so one cell answers. */
export class RoadIndex {
  private readonly cells = new Map<number, number[]>();
  private readonly segments: Float64Array;
  private readonly roadOfSegment: Int32Array;
  private readonly lonToM: number;

  constructor(private readonly roads: readonly Road[]) {
    const first = roads[0]?.lines[0]?.[0];
    this.lonToM = METRES_PER_DEGREE * Math.cos(((first?.[1] ?? 0) * Math.PI) / 180);
    const segments: number[] = [];
    const owner: number[] = [];
    roads.forEach((road, r) => {
      for (const line of road.lines) {
        for (let i = 1; i < line.length; i++) {
          const [a, b] = [this.metres(line[i - 1] ?? []), this.metres(line[i] ?? [])];
          this.register(owner.length, a, b);
          segments.push(...a, ...b);
          owner.push(r);
        }
      }
    });
    this.segments = Float64Array.from(segments);
    this.roadOfSegment = Int32Array.from(owner);
  }

  /** Name of the road nearest to the point, or null beyond ROAD_REACH_M. */
  nearest(lon: number, lat: number): string | null {
    const [x, y] = [lon * this.lonToM, lat * METRES_PER_DEGREE];
    let best = ROAD_REACH_M * ROAD_REACH_M;
    let road = -1;
    for (const s of this.cells.get(cellKey(Math.floor(x / CELL_M), Math.floor(y / CELL_M))) ?? []) {
      const d = this.squaredDistance(s * SEGMENT, x, y);
      if (d >= best) continue;
      best = d;
      road = this.roadOfSegment[s] as number;
    }
    return this.roads[road]?.name ?? null;
  }

  private register(segment: number, a: readonly [number, number], b: readonly [number, number]): void {
    const [west, east] = [Math.min(a[0], b[0]) - ROAD_REACH_M, Math.max(a[0], b[0]) + ROAD_REACH_M];
    const [south, north] = [Math.min(a[1], b[1]) - ROAD_REACH_M, Math.max(a[1], b[1]) + ROAD_REACH_M];
    for (let cx = Math.floor(west / CELL_M); cx <= Math.floor(east / CELL_M); cx++) {
      for (let cy = Math.floor(south / CELL_M); cy <= Math.floor(north / CELL_M); cy++) {
        const list = this.cells.get(cellKey(cx, cy));
        if (list === undefined) this.cells.set(cellKey(cx, cy), [segment]);
        else list.push(segment);
      }
    }
  }

  private squaredDistance(at: number, x: number, y: number): number {
    const s = this.segments;
    const [x1, y1] = [s[at] as number, s[at + 1] as number];
    const [dx, dy] = [(s[at + 2] as number) - x1, (s[at + 3] as number) - y1];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
    return (x1 + t * dx - x) ** 2 + (y1 + t * dy - y) ** 2;
  }

  private metres([lon = 0, lat = 0]: readonly number[]): [number, number] {
    return [lon * this.lonToM, lat * METRES_PER_DEGREE];
  }
}

/** Point [lon, lat] of a house number on a road: METRES_PER_NUMBER each from its beginning, never past its end. Without a number, its middle. */
export function pointOnRoad(road: Road, number: number | null): [number, number] {
  const points = [...road.lines].sort((a, b) => lengthM(b) - lengthM(a))[0] ?? [];
  const total = lengthM(points);
  let left = number === null ? total / 2 : Math.min(number * METRES_PER_NUMBER, total);
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] ?? [], points[i] ?? []];
    const step = lengthM([a, b]);
    if (step >= left && step > 0) return [between(a[0], b[0], left / step), between(a[1], b[1], left / step)];
    left -= step;
  }
  const last = points[points.length - 1] ?? [0, 0];
  return [last[0] as number, last[1] as number];
}

function between(a = 0, b = 0, t: number): number {
  return a + (b - a) * t;
}

function lengthM(points: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [points[i - 1] ?? [], points[i] ?? []];
    sum += Math.hypot((bx - ax) * Math.cos((ay * Math.PI) / 180), by - ay) * METRES_PER_DEGREE;
  }
  return sum;
}

/** Cell indices stay below 2^26 in both directions on the whole globe (40,000 km / 300 m). */
function cellKey(cx: number, cy: number): number {
  return cx * 67_108_864 + cy;
}
