import { describe, expect, it } from '@jest/globals';
import {
  bandOf,
  cumulativeBands,
  hourlyBands,
  isHistoryDue,
  quantile,
  spread,
} from '../../../server/domain/bands/bands.rules.js';

const flat = (n: number) => new Array<number>(24).fill(n);

describe('the usual band', () => {
  it('follows history soon after it stopped, and seldom while it pours in', () => {
    expect([isHistoryDue(false, 5000), isHistoryDue(false, 4999)]).toEqual([true, false]);
    expect([isHistoryDue(true, 30_000), isHistoryDue(true, 29_999)]).toEqual([true, false]);
  });

  it('interpolates quantiles as R type 7 does', () => {
    // R: quantile(1:10, c(.1,.9)) -> 1.9 9.1; quantile(c(2,4,8), .5) -> 4; quantile(c(2,4,8), .9) -> 7.2
    const oneToTen = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([quantile(oneToTen, 0.1), quantile(oneToTen, 0.9)]).toEqual([1.9, 9.1]);
    expect(quantile([2, 4, 8], 0.5)).toBe(4);
    expect(quantile([2, 4, 8], 0.9)).toBeCloseTo(7.2, 10);
    expect(quantile([5], 0.9)).toBe(5);
  });

  it('is silent with seven samples and speaks with eight', () => {
    expect(bandOf([1, 2, 3, 4, 5, 6, 7])).toBeNull();
    // Eight samples 0..7: positions 0.7 and 6.3.
    expect(bandOf([7, 6, 5, 4, 3, 2, 1, 0])).toEqual([0.7, 6.3]);
  });

  it('gives one band an hour, and running totals at the end of each hour', () => {
    const days = [1, 2, 3, 4, 5, 6, 7, 8].map(flat);
    expect(hourlyBands(days)[13]).toEqual([1.7, 7.3]);
    expect(cumulativeBands(days)[0]).toEqual([1.7, 7.3]);
    expect(cumulativeBands(days)[23]).toEqual([40.8, 175.2]);
  });

  it('does not take the time before counting began for zero', () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    const counts = [
      { day: '2026-01-02', hour: 5, n: 3 },
      { day: '2026-01-02', hour: 5, n: 1 },
      { day: '2026-01-03', hour: 0, n: 2 },
    ];
    const [before, first, full] = spread(counts, days, { day: '2026-01-02', hour: 5 });
    expect(before).toEqual(new Array(24).fill(null));
    expect(first?.slice(0, 7)).toEqual([null, null, null, null, null, 4, 0]);
    expect(full?.slice(0, 2)).toEqual([2, 0]);
    expect(cumulativeBands([first ?? [], ...new Array<number[]>(8).fill(flat(1))])[23]).toEqual([24, 24]);
  });

  it('says nothing of a series that never began', () => {
    expect(spread([], ['2026-01-01'], null)[0]).toEqual(new Array(24).fill(null));
    expect(hourlyBands([])).toEqual(new Array(24).fill(null));
  });
});
