import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { areaCorners, areaKm2, areaText, MapArea } from '../../../protocol/map-area.js';

const SQUARE: [number, number][] = [
  [119.9, 38.7],
  [120, 38.7],
  [120, 38.8],
  [119.9, 38.8],
];

it('an area is written and read back to a tenth of a metre', () => {
  const corner = fc.tuple(
    fc.double({ min: -179, max: 179, noNaN: true }),
    fc.double({ min: -85, max: 85, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(corner, { minLength: 3, maxLength: 64 }), (corners) => {
      areaCorners(areaText(corners)).forEach(([lon, lat], i) => {
        expect(lon).toBeCloseTo(corners[i]?.[0] ?? 0, 5);
        expect(lat).toBeCloseTo(corners[i]?.[1] ?? 0, 5);
      });
    }),
  );
});

it('its size is the same whichever way round and wherever it begins', () => {
  // 0.1 degree of latitude is 11.1 km, of longitude at 38.7 degrees 8.68 km.
  expect(areaKm2(SQUARE)).toBeCloseTo(96.5, 0);
  expect(areaKm2([...SQUARE].reverse())).toBeCloseTo(areaKm2(SQUARE), 0);
});

it('what is no area is refused: too few or too many corners, no numbers, too small, too large', () => {
  const isArea = (text: string) => MapArea.safeParse(text).success;
  expect(isArea(areaText(SQUARE))).toBe(true);
  expect(isArea(areaText(SQUARE.slice(0, 2)))).toBe(false);
  expect(isArea(areaText(Array.from({ length: 65 }, (_, i) => [119 + i / 100, 38 + (i % 2)] as const)))).toBe(false);
  expect(isArea('119.9,38.7;120,38.7;')).toBe(false);
  expect(isArea('119.9,38.7;120,38.7;a,b')).toBe(false);
  expect(isArea('119.9,38.7;120,38.7;120,98.7')).toBe(false);
  expect(isArea('119.9,38.7,0;120,38.7,0;120,38.8,0')).toBe(false);
  expect(
    isArea(
      areaText([
        [119.9, 38.7],
        [119.900001, 38.7],
        [119.900001, 38.700001],
      ]),
    ),
  ).toBe(false);
  expect(isArea('100,20;130,20;130,50;100,50')).toBe(false);
});
