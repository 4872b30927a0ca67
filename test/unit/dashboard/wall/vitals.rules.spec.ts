import { describe, expect, it } from '@jest/globals';
import { vitalState } from '../../../../dashboard/src/screens/wall/vitals.rules.js';

const NOW = Date.parse('2026-11-22T01:42:01.000Z');
const everyMinute = { expectEverySeconds: 60 };
const measured = (ageS: number, value: number | null = 42, sensors = 3) => ({
  value,
  sensors,
  at: new Date(NOW - ageS * 1000).toISOString(),
});

describe('what a vital sign knows now', () => {
  it('is nothing when it never had a value', () => {
    expect(vitalState(null, everyMinute, NOW)).toBe('lost');
    expect(vitalState({ value: null, at: null, sensors: 0 }, everyMinute, NOW)).toBe('lost');
    expect(vitalState(measured(1, null, 0), everyMinute, NOW)).toBe('lost');
  });

  it('is its value up to and with five of its rhythms, and nothing after', () => {
    expect(vitalState(measured(300), everyMinute, NOW)).toBe('whole');
    expect(vitalState(measured(301), everyMinute, NOW)).toBe('lost');
  });

  it('is judged by its own rhythm', () => {
    expect(vitalState(measured(301), { expectEverySeconds: 3600 }, NOW)).toBe('whole');
  });

  it('is partial while some sensors of a sum are heard, and nothing when their last word is old', () => {
    expect(vitalState(measured(1, null, 19), everyMinute, NOW)).toBe('partial');
    expect(vitalState(measured(301, null, 19), everyMinute, NOW)).toBe('lost');
  });
});
