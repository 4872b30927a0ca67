import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getResolution, gridDisk, latLngToCell } from 'h3-js';
import type { RiskExplanation } from '../../../../protocol/risk.js';
import {
  cellAtRes,
  cellIn,
  isInside,
  levelCounts,
  middleOf,
  neighbour,
  resAt,
  worstFirst,
  type ShownCells,
} from '../../../../dashboard/src/maps/risk-cells.rules.js';
import { shiftOf } from '../../../../dashboard/src/maps/shift.rules.js';
import { addsUp, barOf, signed } from '../../../../dashboard/src/screens/risk/explanation.rules.js';
import { momentAt, placeOf, SLIDER_MINUTES } from '../../../../dashboard/src/screens/risk/moment.rules.js';

const CITY: [number, number] = [119.9, 38.765];
const cell = latLngToCell(CITY[1], CITY[0], 8);
const METRES = 111_195;
const metres = (a: readonly [number, number], b: readonly [number, number]) =>
  Math.hypot((a[0] - b[0]) * METRES * Math.cos((a[1] * Math.PI) / 180), (a[1] - b[1]) * METRES);
const inChina = fc.tuple(fc.double({ min: 100, max: 122, noNaN: true }), fc.double({ min: 22, max: 45, noNaN: true }));

describe('cells of the map', () => {
  it('are walked through by arrows: a neighbour each, and back again', () => {
    const [lon, lat] = middleOf(cell);
    const [up, right] = [middleOf(neighbour(cell, 'up')), middleOf(neighbour(cell, 'right'))];
    expect([up[1] > lat, right[0] > lon]).toEqual([true, true]);
    for (const direction of ['up', 'down', 'left', 'right'] as const)
      expect(gridDisk(cell, 1)).toContain(neighbour(cell, direction));
  });

  it('follow the zoom, and the same place is found at every resolution', () => {
    expect([8, 10, 14].map(resAt)).toEqual([7, 8, 9]);
    expect([7, 8, 9].map((res) => getResolution(cellAtRes(cell, res)))).toEqual([7, 8, 9]);
    expect([cellIn(cell), cellIn('nowhere'), cellIn(undefined), cellIn('8f283473fffffff')]).toEqual([
      cell,
      null,
      null,
      null,
    ]);
  });

  it('are listed from the worst, and counted by level; one may be high and have silent sensors', () => {
    const of = (value: number, level: 0 | 1 | 2 | 3, unknown = 0) => ({ value, level, unknown });
    const cells: ShownCells = { b: of(8000, 3, 2), a: of(8000, 3), c: of(4100, 1), d: of(0, 0, 1), e: of(0, 0) };
    expect(worstFirst(cells)).toEqual(['a', 'b', 'c']);
    expect(levelCounts(cells)).toEqual({ 1: 1, 2: 0, 3: 2, unknown: 2 });
  });
});

describe('a basemap in GCJ-02', () => {
  it('moves points by hundreds of metres, and back to the metre', () => {
    for (const crs of ['gcj02', 'bd09'] as const) {
      const shift = shiftOf(crs);
      fc.assert(fc.property(inChina, (at) => expect(metres(at, shift.from(shift.to(at)))).toBeLessThan(1)));
      expect(metres(CITY, shift.to(CITY))).toBeGreaterThan(100);
    }
  });

  it('bends: one shift for all tiles would be wrong by metres across a city, so points are moved one by one', () => {
    const shift = shiftOf('gcj02');
    const off = (at: [number, number]) => shift.to(at).map((v, i) => v - (at[i] ?? 0));
    const [here, there] = [off(CITY), off([CITY[0] + 0.4, CITY[1]])];
    const bend = metres([0, CITY[1]], [(here[0] ?? 0) - (there[0] ?? 0), CITY[1] + (here[1] ?? 0) - (there[1] ?? 0)]);
    expect(bend).toBeGreaterThan(5);
  });

  it('is left alone in WGS-84, and shapes keep their properties', () => {
    const ring = [CITY, [120, 38.8], [120.1, 38.7], CITY];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    const shapes = { type: 'FeatureCollection', features: [{ properties: { name: 'a' }, geometry }] };
    expect(shiftOf('wgs84').shapes(shapes)).toBe(shapes);
    const moved = shiftOf('gcj02').shapes(shapes);
    expect(moved.features[0]).toMatchObject({ properties: { name: 'a' }, geometry: { type: 'Polygon' } });
    expect(moved.features[0]?.geometry).not.toEqual(geometry);
    expect(geometry.coordinates).toEqual([ring]);
  });
});

it('an explanation adds up in whole hundredths, and its bars stand against the longest', () => {
  const line = (points: number) => ({ kind: 'alarm', points }) as RiskExplanation['contributions'][number];
  const why = (value: number, points: number[]) => ({ value, contributions: points.map(line) }) as RiskExplanation;
  expect(addsUp(why(8640, [3120, 1800, 1260, 980, 745, 535, 400, -200]))).toBe(true);
  expect(addsUp(why(8640, [3120, 1800]))).toBe(false);
  expect([signed(3120), signed(-200), signed(0)]).toEqual(['+31.20', '−2.00', '+0.00']);
  expect(barOf(line(-50), [line(-50), line(200)])).toBe(25);
});

it('the slider goes minute by minute over seven days; its right end is now', () => {
  const now = Date.parse('2026-11-23T01:00:30Z');
  expect(momentAt(SLIDER_MINUTES, now)).toBeNull();
  expect(momentAt(SLIDER_MINUTES - 1, now)).toBe('2026-11-23T00:59:00.000Z');
  expect(momentAt(0, now)).toBe('2026-11-16T01:00:00.000Z');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: SLIDER_MINUTES }), (place) => {
      expect(placeOf(momentAt(place, now), now)).toBe(place);
    }),
  );
});

it('a point lies in an area whichever way round the area was drawn', () => {
  const ring: [number, number][] = [[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]]; // prettier-ignore
  for (const corners of [ring, [...ring].reverse()]) {
    expect([isInside(corners, [1, 1]), isInside(corners, [2, 3]), isInside(corners, [5, 1])]).toEqual([
      true,
      false,
      false,
    ]);
  }
});
