import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ENFORCEMENT_FIELDS } from '../../../server/city/enforcement-fields.data.js';
import { BUILT_IN_CATALOGUE } from '../../../server/city/catalogue/catalogue.data.js';
import type { RouteRow } from '../../../server/city/city-rows.js';
import { readProfile } from '../../../server/city/profile/profile.reader.js';
import { fieldOf, route, type RoutedCase } from '../../../server/domain/dispatch/routing.rules.js';

const fields = ENFORCEMENT_FIELDS;
const rule = (id: number, more: Partial<RouteRow>): RouteRow => ({
  ...{ id, match: '*', area: '-', unit: `U${id}`, from: null, to: null, days: null, source: 'test' },
  ...more,
});
const at = (more: Partial<RoutedCase> = {}): RoutedCase => ({
  ...{ type: 'street.hawker', areas: ['990101006', '990101'], minute: 600, dayKind: 'workday' },
  ...more,
});
const chosen = (routes: RouteRow[], asked = at()) => route(asked, { fields, routes }).rule?.unit ?? null;

describe('the fields of enforcement', () => {
  it('are 21, and each has a type of the catalogue that belongs to it and to no other', () => {
    expect(fields).toHaveLength(21);
    for (const { code } of fields) {
      const own = BUILT_IN_CATALOGUE.filter((t) => fieldOf(t.code, fields) === code);
      expect([code, own.length > 0]).toEqual([code, true]);
    }
  });

  it('are told by the longest beginning', () => {
    expect(fieldOf('street.car_parking', fields)).toBe('parking');
    expect(fieldOf('street.hawker', fields)).toBe('street-order');
    expect(fieldOf('acc.fire.building', fields)).toBeNull();
  });
});

describe('routing', () => {
  it('brings any of the 21 fields of a street to its one team by day, and to the night squad after', () => {
    const routes = readProfile(join('simulator', 'lanchuan')).routes ?? [];
    for (const { code } of fields) {
      const type = BUILT_IN_CATALOGUE.find((t) => fieldOf(t.code, fields) === code)?.code as string;
      expect([code, chosen(routes, at({ type }))]).toEqual([code, 'ZF-01']);
      expect([code, chosen(routes, at({ type, minute: 23 * 60 }))]).toEqual([code, 'JD-1']);
    }
    expect(chosen(routes, at({ type: 'acc.fire.building' }))).toBeNull();
  });

  it('prefers the smaller area, then the narrower match, then times, then kinds of day, then the first', () => {
    const city = rule(1, {});
    const district = rule(2, { area: '990101' });
    const street = rule(3, { area: '990101006' });
    expect(chosen([city, district, street])).toBe('U3');
    expect(chosen([city, district, street], at({ areas: ['990102001', '990102'] }))).toBe('U1');
    const byField = rule(4, { area: '990101006', match: 'street-order' });
    const byType = rule(5, { area: '990101006', match: 'type:street.h' });
    expect(chosen([street, byField])).toBe('U4');
    expect(chosen([street, byField, byType])).toBe('U5');
    const timed = rule(6, { area: '990101006', from: '08:00', to: '12:00' });
    expect(chosen([street, timed])).toBe('U6');
    expect(chosen([street, rule(7, { area: '990101006', days: 'workday' })])).toBe('U7');
    expect(chosen([rule(8, {}), rule(9, {})])).toBe('U8');
  });

  it('reads times half-open, and past midnight', () => {
    const night = [rule(1, { from: '22:00', to: '07:00' })];
    const hours = [21 * 60 + 59, 22 * 60, 0, 6 * 60 + 59, 7 * 60];
    expect(hours.map((minute) => chosen(night, at({ minute })))).toEqual([null, 'U1', 'U1', 'U1', null]);
  });
});
