import { expect, it } from '@jest/globals';
import { UNIT_CONVERSIONS } from '../../../server/intake/unit-conversions.data.js';
import { inUnitOf } from '../../../server/intake/unit.rules.js';

const CH4 = { metric: 'ch4', unit: '%LEL' };

it.each([
  [2500, 'ppm', CH4, 5],
  [1.25, '%vol', CH4, 25],
  [20, '%LEL', CH4, 20],
  [0.27, 'm', { metric: 'level', unit: 'cm' }, 27],
  [0.35, 'MPa', { metric: 'pressure', unit: 'kPa' }, 350],
  [98.6, '°F', { metric: 'temperature', unit: '°C' }, 37],
])('%d %s', (value, unit, sensor, expected) => {
  expect(inUnitOf(sensor, value, unit)).toBe(expected);
});

it('what is measured decides: parts per million of another gas are not methane', () => {
  expect(inUnitOf({ metric: 'co', unit: '%LEL' }, 500, 'ppm')).toBeNull();
  expect(inUnitOf(CH4, 5, 'cm')).toBeNull();
});

it('each way is named once and leads somewhere else', () => {
  const ways = UNIT_CONVERSIONS.map(({ from, to, metric }) => [from, to, metric].join('|'));
  expect(new Set(ways).size).toBe(ways.length);
  expect(UNIT_CONVERSIONS.every(({ from, to, factor }) => from !== to && factor !== 0)).toBe(true);
});
