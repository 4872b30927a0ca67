import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backtest } from '../../../server/domain/forecast/backtest.rules.js';
import { forecast, seasonalNaive } from '../../../server/domain/forecast/forecast.rules.js';
import { outlook } from '../../../server/domain/forecast/interval.rules.js';
import { DAYS, WEEKS } from '../../../server/domain/forecast/rhythm.data.js';
import { dayAt, weekly } from '../../../server/domain/forecast/series.rules.js';
import { ownSeries } from '../../support/series.js';

const WEEK = [10, 20, 30, 40, 50, 60, 70];
const steady = (days: number) => Array.from({ length: days }, (_, t) => WEEK[t % 7] as number);

it('a week that repeats itself is repeated', () => {
  forecast(steady(140), 14, DAYS).forEach((value, i) => expect(value).toBeCloseTo(WEEK[i % 7] as number, 6));
});

it('last year is followed: what rises each winter rises again', () => {
  const winter = (t: number) => 100 + 60 * Math.cos((2 * Math.PI * t) / 52);
  const values = forecast(
    Array.from({ length: 92 }, (_, t) => winter(t)),
    8,
    WEEKS,
  );
  values.forEach((value, i) => expect(Math.abs(value - winter(92 + i))).toBeLessThan(12));
});

it.each([
  ['a source of workdays', 400, (t: number) => (t % 7 < 5 ? 50 : 0), 250],
  ['a source of one weekday', 400, (t: number) => (t % 7 === 0 ? 50 : 0), 50],
  ['a source that began a year ago', 760, (t: number) => (t < 380 ? 0 : 20), 140],
  ['a level that jumped', 760, (t: number) => (t < 700 ? 10 : 100), 700],
])('%s goes on as it is now', (_, days, count, week) => {
  const values = forecast(
    Array.from({ length: days }, (_, t) => count(t)),
    7,
    DAYS,
  );
  const sum = values.reduce((a, b) => a + b, 0);
  expect(sum / week).toBeGreaterThan(0.93);
  expect(sum / week).toBeLessThan(1.07);
});

it('too little history gives no forecast, and says so by giving none', () => {
  expect(outlook(steady(55), { horizon: 28 }, DAYS)).toBeNull();
  expect(outlook(steady(56), { horizon: 28 }, DAYS)?.steps).toHaveLength(28);
});

it('an interval holds its central value and is never below nothing; one of a total needs past totals', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(50), { minLength: 56, maxLength: 120 }),
      fc.integer({ min: 1, max: 40 }),
      (counts, horizon) => {
        const expected = outlook(counts, { horizon }, DAYS);
        for (const { value, low, high } of expected?.steps ?? []) {
          expect(Number.isFinite(value + low + high)).toBe(true);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('the back-test knows only what came before its origins: changing the future changes nothing of them', () => {
  const counts = steady(140);
  const rolling = { first: 112, horizon: 7, stride: 7 };
  const truth = backtest(counts.slice(0, 119), rolling, DAYS);
  expect(truth).toMatchObject({ origins: 1, points: 7, coverage: 1 });
  expect(truth?.mae).toBeCloseTo(0, 6);
  expect(truth?.skill).toBeNull();
  const broken = backtest([...counts.slice(0, 112), ...Array.from({ length: 7 }, () => 1000)], rolling, DAYS);
  expect(broken?.mae).toBeCloseTo(1000 - 40, 6);
  expect(broken?.coverage).toBe(0);
});

it('the yardstick repeats the last season', () => {
  expect(seasonalNaive([1, 2, 3, 4, 5], 4, 3)).toEqual([3, 4, 5, 3]);
});

it('days without events count as none; weeks end with the series', () => {
  const series = ownSeries('2026-01-01', '2026-01-17', [
    { day: '2026-01-02', n: 5 },
    { day: '2026-01-16', n: 2 },
  ]);
  expect(series?.counts).toHaveLength(16);
  const weeks = weekly(series as NonNullable<typeof series>);
  expect(weeks).toMatchObject({ first: '2026-01-03', counts: [0, 2] });
  expect(dayAt(weeks, 2)).toBe('2026-01-17');
  expect(ownSeries('2026-01-17', '2026-01-17', [])).toBeNull();
});
