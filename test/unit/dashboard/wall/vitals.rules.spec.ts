import { describe, expect, it } from '@jest/globals';
import { vitalLost } from '../../../../dashboard/src/screens/wall/vitals.rules.js';

const NOW = Date.parse('2026-11-22T01:42:01.000Z');
const everyMinute = { expectEverySeconds: 60 };
const measured = (ageS: number, value: number | null = 42) => ({
  value,
  at: new Date(NOW - ageS * 1000).toISOString(),
});

describe('a vital sign without data', () => {
  it('is lost when it never had a value', () => {
    expect(vitalLost(null, everyMinute, NOW)).toBe(true);
    expect(vitalLost({ value: null, at: null }, everyMinute, NOW)).toBe(true);
    expect(vitalLost(measured(1, null), everyMinute, NOW)).toBe(true);
  });

  it('keeps its value up to and with five of its rhythms, and is lost after', () => {
    expect(vitalLost(measured(300), everyMinute, NOW)).toBe(false);
    expect(vitalLost(measured(301), everyMinute, NOW)).toBe(true);
  });

  it('is judged by its own rhythm', () => {
    expect(vitalLost(measured(301), { expectEverySeconds: 3600 }, NOW)).toBe(false);
  });
});
