import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KpiBoard, KpiLine } from '../../../../protocol/kpi.js';
import {
  monthsBefore,
  rankOf,
  shownValue,
  treeOf,
  usualOf,
  withLive,
} from '../../../../dashboard/src/screens/kpi/kpi.rules.js';

const value = (
  v: number | null,
  state: KpiLine['value']['state'] = 'good',
  reason: KpiLine['value']['reason'] = null,
) => ({
  ...{ value: v, state, reason, numerator: null, denominator: null, score: null },
});
const line = (code: string, parent: string | null, more: Partial<KpiLine> = {}) =>
  ({
    code,
    parent,
    nameZh: code,
    nameEn: code,
    ownerZh: '市城管局',
    ownerEn: 'Office',
    kind: 'ratio',
    value: value(1),
    ...more,
  }) as KpiLine;
const board = {
  indicators: [
    line('CITY', null, { kind: 'weighted' }),
    line('A', 'CITY', { kind: 'weighted' }),
    line('A-1', 'A', { value: value(80, 'red') }),
    line('A-2', 'A'),
    line('B', 'CITY', { kind: 'weighted' }),
    line('B-1', 'B', { value: value(null, 'none', 'not-connected') }),
  ],
};
const codes = (shown: Partial<Parameters<typeof treeOf>[1]>) =>
  treeOf(board, { open: new Set(['CITY', 'A', 'B']), exceptions: false, found: '', ...shown }).map((t) => t.line.code);

it('the tree opens what is open, and a search or the exceptions open what holds some', () => {
  expect(codes({})).toEqual(['CITY', 'A', 'A-1', 'A-2', 'B', 'B-1']);
  expect(codes({ open: new Set(['CITY', 'B']) })).toEqual(['CITY', 'A', 'B', 'B-1']);
  expect(codes({ open: new Set(), exceptions: true })).toEqual(['CITY', 'A', 'A-1']);
  expect(codes({ found: 'b-' })).toEqual(['CITY', 'B', 'B-1']);
  expect(codes({ found: 'nothing' })).toEqual([]);
  const [city] = treeOf(board, { open: new Set(), exceptions: false, found: '' });
  expect(city).toMatchObject({ red: 1, warn: 0, isGroup: true });
});

it('districts are ranked best first, by what is good for the indicator; without a value last', () => {
  const by = { a: value(96), b: value(null), c: value(98) };
  expect(rankOf({ by, direction: 'higher', target: 97 }).map((r) => [r.code, r.off])).toEqual([
    ['c', 1],
    ['a', -1],
    ['b', null],
  ]);
  expect(rankOf({ by, direction: 'lower', target: 97 }).map((r) => r.code)).toEqual(['a', 'c', 'b']);
});

it('a usual band needs eight months and holds most of them', () => {
  expect(usualOf([1, 2, 3, null, 4, 5, 6, 7])).toBeNull();
  expect(usualOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([2, 10]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 40 }), (values) => {
      const [low, high] = usualOf(values) as [number, number];
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(Math.min(...values));
      expect(high).toBeLessThanOrEqual(Math.max(...values));
    }),
  );
});

it('months go back over the year, and what has no value is a dash, never zero', () => {
  expect(monthsBefore('2026-02-01', 3)).toEqual(['2025-11-01', '2025-12-01', '2026-01-01']);
  expect([shownValue(null, 1), shownValue(0, 1), shownValue(1234.5, 1)]).toEqual(['—', '0.0', '1,234.5']);
});

it('values of the live channel take the place of those read, and are counted; another period or area changes nothing', () => {
  const period = { kind: 'month', start: '2026-11-01', end: '2026-12-01', closed: false } as const;
  const read = { ...board, period, area: null, counts: {} } as unknown as KpiBoard;
  const values = { 'A-1': value(99), 'A-2': value(80, 'warn') };
  const shown = withLive(read, { period, area: null, values });
  expect(shown.indicators.map((i) => i.value.value)).toEqual([1, 1, 99, 80, 1, null]);
  expect(shown.counts).toEqual({ good: 1, warn: 1, red: 0, none: 0, notConnected: 1 });
  expect(withLive(read, { period: { ...period, start: '2026-12-01' }, area: null, values })).toBe(read);
  expect(withLive(read, { period, area: '990101', values })).toBe(read);
  expect(withLive(read, null)).toBe(read);
});
