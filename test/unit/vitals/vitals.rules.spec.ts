import { describe, expect, it } from '@jest/globals';
import { foldVital, unlessPartial, type SensorValue } from '../../../server/domain/vitals/vitals.rules.js';

const NOW = 1_800_000_000_000;
const value = (v: number, ageS = 0): SensorValue => ({
  sensor: `s${v}`,
  atMs: NOW - ageS * 1000,
  value: v,
  expectEverySeconds: 60,
});

describe('the figure of a vital sign', () => {
  it('counts, averages, adds or takes the highest of its fresh sensors', () => {
    const values = [value(10, 30), value(20, 10), value(60)];
    const fold = (f: 'above' | 'mean' | 'sum' | 'max') =>
      foldVital({ metric: 'm', fold: f, threshold: 20 }, values, NOW);
    expect(fold('above')).toEqual({ value: 2, atMs: NOW, sensors: 3 });
    expect(fold('mean').value).toBe(30);
    expect(fold('sum').value).toBe(90);
    expect(fold('max').value).toBe(60);
  });

  it('leaves out sensors silent for more than five rhythms', () => {
    const values = [value(10, 300), value(99, 301)];
    expect(foldVital({ metric: 'm', fold: 'sum' }, values, NOW)).toEqual({
      value: 10,
      atMs: NOW - 300_000,
      sensors: 1,
    });
  });

  it('has no value when every sensor is silent', () => {
    expect(foldVital({ metric: 'm', fold: 'above', threshold: 1 }, [value(5, 999)], NOW)).toEqual({
      value: null,
      atMs: null,
      sensors: 0,
    });
  });

  it('of a sum is unknown while a sensor is missing; other folds hold for those they have', () => {
    expect(unlessPartial({ metric: 'm', fold: 'sum' }, 2080, { sensors: 5, of: 9 })).toBeNull();
    expect(unlessPartial({ metric: 'm', fold: 'sum' }, 3700, { sensors: 9, of: 9 })).toBe(3700);
    expect(unlessPartial({ metric: 'm', fold: 'mean' }, 328, { sensors: 5, of: 10 })).toBe(328);
  });
});
