import { describe, expect, it } from '@jest/globals';
import type { Permit } from '../../../protocol/permit.js';
import { permitFor } from '../../../server/domain/incidents/permits/permit.rules.js';

const ZONE = 'Asia/Shanghai';
const NIGHT_MARKET: Permit = {
  ...{ id: 'night', name: '文昌夜市', types: ['street.trading_outside', 'street.hawker'], source: '城管委公告' },
  ring: [
    [120.0, 38.7],
    [120.1, 38.7],
    [120.1, 38.8],
    [120.0, 38.8],
  ],
  // Friday and Saturday evenings into the night.
  ...{ weekdays: [5, 6], from: '18:00', to: '01:00', validFrom: '2026-05-01', validTo: '2026-10-31' },
};
const at = (time: string, more: object = {}) =>
  permitFor(
    [NIGHT_MARKET],
    { type: 'street.hawker', lon: 120.05, lat: 38.75, occurredMs: Date.parse(`${time}:00+08:00`), ...more },
    ZONE,
  )?.id;

describe('a permit', () => {
  // 2026-06-19 is a Friday.
  it.each([
    ['2026-06-19T17:59', undefined],
    ['2026-06-19T18:00', 'night'],
    ['2026-06-20T00:59', 'night'],
    ['2026-06-20T01:00', undefined],
    ['2026-06-21T00:30', 'night'],
    ['2026-06-22T00:30', undefined],
    ['2026-06-18T20:00', undefined],
    ['2026-10-31T23:00', 'night'],
    ['2026-11-01T00:30', 'night'],
    ['2026-11-06T20:00', undefined],
    ['2026-04-24T20:00', undefined],
  ])('at %s covers: %s', (time, covers) => {
    expect(at(time)).toBe(covers);
  });

  it('covers its types and its place only', () => {
    expect(at('2026-06-19T20:00', { type: 'street.barbecue' })).toBeUndefined();
    expect(at('2026-06-19T20:00', { lon: 120.11 })).toBeUndefined();
    expect(at('2026-06-19T20:00', { lon: null, lat: null })).toBeUndefined();
  });
});
