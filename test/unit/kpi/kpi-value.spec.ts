import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KpiDefinition } from '../../../protocol/kpi.js';
import { periodOf, yearBefore } from '../../../protocol/kpi-period.js';
import {
  kpiChange,
  kpiScore,
  kpiState,
  kpiValue,
  quantileOf,
  ranked,
  rounded,
  streakOf,
  weightedScore,
} from '../../../protocol/kpi-value.js';

const up = { direction: 'higher', target: 100, alarm: 80 } as const;
const own = { from: 'query', query: 'cases.opened' } as const;
const percent = (decimals = 1): Pick<KpiDefinition, 'direction' | 'target' | 'alarm' | 'decimals' | 'formula'> => ({
  ...{ ...up, decimals, formula: { kind: 'ratio', numerator: own, denominator: own, scale: 100 } },
});

describe('the arithmetic of the articles', () => {
  it('Guangzhou: 142 of 147 waters up to standard are 96.6 %', () => {
    expect(kpiValue(percent(), { numerator: 142, denominator: 147 })).toMatchObject({ value: 96.6, reason: null });
  });

  it('Guangzhou: 3,300 new firms after 2,481 are +33 %; from 100 to 70 is -30 %', () => {
    expect(rounded((kpiChange(3300, 2481).share as number) * 100, 0)).toBe(33);
    expect(kpiChange(70, 100)).toEqual({ before: 100, share: -0.3 });
  });

  it('Qingdao: 72.5 % grows to 100 % and stays there: a streak of six', () => {
    const course = [72.5, 91, 99.9, 100, 100, 100, 100, 100, 100];
    expect(streakOf(up, course)).toBe(6);
    expect(streakOf(up, [...course, null])).toBe(0);
    expect(kpiState(up, 72.5)).toBe('red');
    expect(kpiState(up, 100)).toBe('good');
  });

  it('Qingdao: weights change the rank, and always in the same way', () => {
    const districts = { a: [100, 60], b: [70, 95] };
    const rank = (weights: readonly number[]) =>
      ranked(
        Object.entries(districts).map(([key, scores]) => {
          const children = scores.map((score, i) => ({ score, weight: weights[i] as number }));
          return { key, value: weightedScore(children).score };
        }),
        'higher',
      ).map(({ key, rank }) => [key, rank]);
    expect(rank([3, 1])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(rank([1, 3])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
    expect(rank([1, 3])).toEqual(rank([1, 3]));
  });

  it('nothing of nothing is no number: not 0 %, not 100 %', () => {
    expect(kpiValue(percent(), { numerator: 0, denominator: 0 })).toMatchObject({
      ...{ value: null, reason: 'zero-denominator', state: 'none', score: null },
    });
    expect(kpiChange(1, 0)).toEqual({ before: 0, share: null });
  });

  it('what nobody supplies is not connected; what lacks for this period only has no data', () => {
    expect(kpiValue(percent(), { numerator: null, denominator: null }).reason).toBe('not-connected');
    expect(kpiValue(percent(), { numerator: null, denominator: 5, isGap: true }).reason).toBe('no-data');
  });
});

describe('ranks, scores and quantiles', () => {
  it('equal values share a rank, the next one is skipped, and no value has no rank', () => {
    const rows = [
      { key: 'd', value: null },
      { key: 'c', value: 90 },
      { key: 'b', value: 95 },
      { key: 'a', value: 90 },
      { key: 'e', value: 80 },
    ];
    expect(ranked(rows, 'higher').map(({ key, rank }) => `${key}${rank}`)).toEqual(['b1', 'a2', 'c2', 'e4', 'dnull']);
    expect(ranked(rows, 'lower').map(({ key, rank }) => `${key}${rank}`)).toEqual(['e1', 'a2', 'c2', 'b4', 'dnull']);
  });

  it('less is better: twice the target is half the score', () => {
    expect(kpiScore({ direction: 'lower', target: 10, alarm: null }, 20)).toBe(50);
    expect(kpiScore({ direction: 'lower', target: 10, alarm: null }, 9)).toBe(100);
    expect(kpiScore({ direction: 'lower', target: 0, alarm: null }, 0)).toBe(100);
  });

  it('the quantile of a histogram is that of the list it was made of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0, 0.5, 0.9, 1),
        (list, share) => {
          const sorted = list.toSorted((a, b) => a - b);
          const counts = new Map<number, number>();
          for (const s of sorted) counts.set(s, (counts.get(s) ?? 0) + 1);
          const place = (sorted.length - 1) * share;
          const [low, high] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
          expect(quantileOf([...counts], share)).toBeCloseTo(low + (high - low) * (place % 1), 9);
        },
      ),
    );
    expect(quantileOf([], 0.5)).toBeNull();
  });

  it('a parent is the weighted mean of the children that have a score, and lies between them', () => {
    const child = fc.record({
      weight: fc.integer({ min: 0, max: 1000 }),
      score: fc.option(fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100)),
    });
    fc.assert(
      fc.property(fc.array(child, { maxLength: 12 }), (children) => {
        const { score, connected, of } = weightedScore(children);
        const counted = children.filter((c) => c.weight > 0 && c.score !== null);
        expect(connected).toBe(counted.length);
        expect(of).toBe(children.filter((c) => c.weight > 0).length);
        if (counted.length === 0) return expect(score).toBeNull();
        const weight = counted.reduce((sum, c) => sum + c.weight, 0);
        const exact = counted.reduce((sum, c) => sum + c.weight * (c.score as number), 0) / weight;
        expect(Math.abs((score as number) - exact)).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });

  it('rounds half away from zero', () => {
    expect([rounded(96.65, 1), rounded(1.005, 2), rounded(-2.5, 0), rounded(-0.01, 1)]).toEqual([96.7, 1.01, -3, 0]);
  });
});

describe('periods', () => {
  it('hold their day, follow each other without gap, and weeks begin on Monday', () => {
    expect(periodOf('week', '2026-11-22')).toEqual({ start: '2026-11-16', end: '2026-11-23' });
    expect(periodOf('week', '1969-12-30')).toEqual({ start: '1969-12-29', end: '1970-01-05' });
    expect(periodOf('quarter', '2026-01-31', 1)).toEqual({ start: '2025-10-01', end: '2026-01-01' });
    expect(yearBefore('day', '2024-02-29')).toBe('2023-02-28');
    const day = fc
      .date({ min: new Date('1901-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    const kind = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
    fc.assert(
      fc.property(day, kind, (at, of) => {
        const here = periodOf(of, at);
        expect(here.start <= at && at < here.end).toBe(true);
        expect(periodOf(of, at, 1).end).toBe(here.start);
      }),
    );
  });
});
