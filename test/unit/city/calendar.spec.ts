import { describe, expect, it } from '@jest/globals';
import { kindOfDay } from '../../../server/city/calendar.rules.js';
import { HOLIDAYS_CN } from '../../../server/city/holidays-cn.data.js';

const listed = new Map(HOLIDAYS_CN.map((d) => [d.day, d]));

describe('the calendar', () => {
  it.each([
    ['2026-02-17', 'rest', 'a Tuesday of the Spring Festival'],
    ['2026-02-14', 'workday', 'a Saturday that makes up for it'],
    ['2026-10-10', 'workday', 'a Saturday after the National Day'],
    ['2026-11-22', 'rest', 'a Sunday'],
    ['2026-11-23', 'workday', 'a Monday'],
    ['2027-05-03', 'workday', 'a Monday of a year that is not loaded'],
  ])('%s is a %s: %s', (day, kind) => {
    expect(kindOfDay(day, listed)).toBe(kind);
  });

  it('lists each day once, and working days only at weekends', () => {
    expect(listed.size).toBe(HOLIDAYS_CN.length);
    for (const { day, kind } of HOLIDAYS_CN) {
      if (kind === 'workday') expect([0, 6]).toContain(new Date(day).getUTCDay());
    }
  });
});
