import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileText } from '../../../dashboard/src/screens/admin/admin.options.js';
import { changeOf, formOf } from '../../../dashboard/src/screens/admin/forces/forces.options.js';
import { cellKey, cellsOf, daysFrom, windowOf } from '../../../dashboard/src/screens/admin/forces/roster-grid.rules.js';
import { areasOf, teamsOf } from '../../../dashboard/src/screens/admin/forces/routing.rules.js';
import { cityInstant, cityLocal } from '../../../dashboard/src/time/city-local.js';
import type { RoutingRule } from '../../../protocol/routing.js';
import type { Shift } from '../../../protocol/roster.js';
import type { UnitKept } from '../../../protocol/unit-admin.js';

const rule = (id: number, more: Partial<RoutingRule>): RoutingRule => ({
  ...{ id, match: '*', area: '-', unit: `U${id}`, from: null, to: null, days: null, source: 'test' },
  ...more,
});

describe('the routing table on screen', () => {
  const street = { code: '990101006', district: '990101' };
  const day = rule(1, { area: '990101006', from: '07:00', to: '22:00' });
  const night = rule(2, { area: '990101', from: '22:00', to: '07:00' });
  const city = rule(3, {});
  const parking = rule(4, { area: '990101', match: 'parking' });
  const teams = (field: string, rules: RoutingRule[]) => teamsOf(field, street, rules).map(({ unit }) => unit);

  it('names the nearest team first, and wider ones for the hours it leaves', () => {
    expect(teams('waste', [city, night, day])).toEqual(['U1', 'U2', 'U3']);
    expect(teams('parking', [city, night, day, parking])).toEqual(['U1', 'U4']);
    expect(teams('waste', [parking, rule(5, { match: 'type:complaint.' })])).toEqual([]);
  });

  it('lists the areas that rules name, with their districts', () => {
    const areas = [
      { code: '990101', parent: null, level: 'district' },
      { code: '990101006', parent: '990101', level: 'street' },
    ];
    expect(areasOf([day, night, city, rule(6, { match: 'type:x', area: '990102' })], areas)).toEqual([
      { code: '990101', district: '990101' },
      { code: '990101006', district: '990101' },
    ]);
  });
});

describe('the roster on screen', () => {
  const zone = 'Asia/Shanghai';
  it('stands by post and day of the city; what began before stands in the first day', () => {
    const days = daysFrom('2026-11-29');
    expect(days.at(-1)).toBe('2026-12-05');
    expect(windowOf(days, zone)).toEqual({ from: '2026-11-28T16:00:00.000Z', to: '2026-12-05T16:00:00.000Z' });
    const shift = (id: string, from: string): Shift => ({
      ...{ id, origin: 'csv', post: 'P', person: id, unit: null, from, to: from },
    });
    const shifts = [shift('late', '2026-11-28T12:00:00Z'), shift('next', '2026-11-29T16:00:00Z')];
    const cells = cellsOf({ shifts, gaps: [] }, days, zone);
    expect(cells.get(cellKey('P', '2026-11-29'))?.shifts.map(({ id }) => id)).toEqual(['late']);
    expect(cells.get(cellKey('P', '2026-11-30'))?.shifts.map(({ id }) => id)).toEqual(['next']);
  });

  it('reads what a field of date and time says in the city, whatever the zone', () => {
    expect(new Date(cityInstant('2026-11-22T08:00', zone)).toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(cityInstant('', zone)).toBeNaN();
    const zones = fc.constantFrom(zone, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
    const minutes = fc.integer({ min: 28_000_000, max: 31_000_000 });
    fc.assert(
      fc.property(minutes, zones, (minute, of) => {
        const local = cityLocal(minute * 60_000, of);
        expect(cityLocal(cityInstant(local, of), of)).toBe(local);
      }),
    );
  });
});

describe('forms and files', () => {
  it('send what was filled in, and leave the number alone when none is typed', () => {
    const unit: UnitKept = {
      ...{ id: 'A', nameZh: '甲', nameEn: 'A', type: 'fire', skills: ['fire'], fields: [], areas: ['1', '2'] },
      ...{ organisationZh: '支队', organisationEn: 'Brigade', district: '990101', crew: 6, capacity: 1, load: 0 },
      ...{ phone: true, base: [120, 38], duty: 'always', retired: false },
    };
    const kept = changeOf(formOf(unit));
    expect(kept).toMatchObject({ name: '甲', areas: ['1', '2'], lon: 120, lat: 38, skills: ['fire'] });
    expect('phone' in kept).toBe(false);
    expect(changeOf({ ...formOf(unit), forgetPhone: true }).phone).toBeNull();
    expect(changeOf({ ...formOf(null), lon: ' ', district: '' })).not.toHaveProperty('lon');
  });

  it('tell JSON from CSV, and what is neither', () => {
    expect(fileText('\uFEFF[{"id":"A"}]')).toEqual({ rows: [{ id: 'A' }] });
    expect(fileText('id,name\nA,甲')).toEqual({ csv: 'id,name\nA,甲\n' });
    expect([fileText(' '), fileText('[1,'), fileText('{"id":"A"}')]).toEqual([null, null, null]);
  });
});
