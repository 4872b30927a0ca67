import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PolygonIndex, type Rings } from '../../../server/city/polygon-index.rules.js';

type Point = [number, number];
const square = (x: number, y: number, side: number): Point[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];

/** Textbook ray cast over every edge, lower end first. */
function naive(rings: Rings, [lon, lat]: Point): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i] as Point, ring[(i + 1) % ring.length] as Point];
      const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
      if (low[1] === high[1] || lat < low[1] || lat >= high[1]) continue;
      if (lon < low[0] + (lat - low[1]) * ((high[0] - low[0]) / (high[1] - low[1]))) odd = !odd;
    }
  }
  return odd;
}

const coordinate = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 12e9 }).map((n) => n / 1e9),
);
/** Away from the outer border, which belongs to one side only where it is west or south. */
const inner = fc.double({ min: 1, max: 9, noNaN: true });
const point = fc.tuple(coordinate, coordinate);
const ring = fc.array(point, { minLength: 3, maxLength: 40 });
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 });

describe('PolygonIndex', () => {
  it('agrees with a naive ray cast for any rings, holes and self-crossings', () => {
    fc.assert(
      fc.property(polygon, fc.array(point, { minLength: 20, maxLength: 20 }), (rings, points) => {
        const index = new PolygonIndex([{ code: 'a', polygons: [rings] }]);
        for (const [lon, lat] of points) expect(index.at(lon, lat) === 'a').toBe(naive(rings, [lon, lat]));
      }),
      { numRuns: 500 },
    );
  });

  it('gives a point on a shared border, slanted or not, to exactly one side', () => {
    fc.assert(
      fc.property(inner, inner, (a, b) => {
        // Two halves of one square; the border runs in opposite directions.
        const left: Point[] = [
          [0, 0],
          [a, 0],
          [b, 10],
          [0, 10],
        ];
        const right: Point[] = [
          [a, 0],
          [10, 0],
          [10, 10],
          [b, 10],
        ];
        const halves = [left, right].map((r, i) => new PolygonIndex([{ code: String(i), polygons: [[r]] }]));
        for (let t = 0; t < 1; t += 0.0617) {
          const hits = halves.filter((half) => half.at(a + (b - a) * t, 10 * t) !== null).length;
          expect(hits).toBe(1);
        }
      }),
    );
  });

  it('knows holes and every part of a multipolygon', () => {
    const index = new PolygonIndex([
      { code: 'ring', polygons: [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 1)]] },
      { code: 'inner', polygons: [[square(4, 4, 2)]] },
    ]);
    expect([index.at(1, 1), index.at(5, 5), index.at(20.5, 0.5), index.at(15, 5)]).toEqual([
      'ring',
      'inner',
      'ring',
      null,
    ]);
    [0, 0, 21, 10].forEach((edge, i) => expect(index.bounds?.[i]).toBeCloseTo(edge, 6));
  });

  it('is null everywhere and has no bounds without shapes', () => {
    expect(new PolygonIndex([]).at(1, 1)).toBeNull();
    expect(new PolygonIndex([]).bounds).toBeNull();
  });
});
