import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { KpiDefinition, KpiFormula } from '../../../protocol/kpi.js';
import { summedValue } from '../../../protocol/kpi-value.js';
import { faultsOf } from '../../../server/domain/kpi/kpi-definitions.rules.js';
import { BUILT_IN_KPIS } from '../../../server/domain/kpi/kpi.data.js';
import { valuesAt, type KpiNumbers } from '../../../server/projections/kpi/kpi-values.rules.js';

const [base] = BUILT_IN_KPIS;
if (!base) throw new Error('there are no built-in indicators');
const one = (code: string, parent: string | null, formula: KpiFormula, over: Partial<KpiDefinition> = {}) => ({
  ...{ ...base, code, parent, formula, version: 1, weight: 1, direction: 'none' as const, target: null, alarm: null },
  ...{ unitZh: '项', unitEn: 'items', decimals: 0, ...over },
});
const sum: KpiFormula = { kind: 'sum' };
/** A leaf of which others say how many it is; its series has its code in small letters. */
const leaf = (code: string, parent: string, over: Partial<KpiDefinition> = {}) => {
  const numerator = { from: 'series' as const, series: code.toLowerCase() };
  return one(code, parent, { kind: 'count', numerator }, over);
};
const supplied = (values: Record<string, number>): KpiNumbers => {
  const none = {
    counters: new Map(),
    cells: new Map(),
    timed: [],
    isUncounted: false,
    lengths: new Map(),
    population: new Map(),
  };
  const series = new Map(Object.entries(values).map(([code, n]) => [`${code.toLowerCase()}|`, n]));
  return {
    ...none,
    isUncounted: false,
    series,
    connected: new Set(Object.keys(values).map((code) => code.toLowerCase())),
  };
};
const CITY = { dim: 0, key: '' };
const at = (tree: KpiDefinition[], values: Record<string, number>) => valuesAt(tree, supplied(values), CITY);

describe('a parent that is the sum of its children', () => {
  it('Pudong: 13 + 4 + 8 are 25 items, and 26 + 8 + 17 are 51 articles', () => {
    const tree = [
      ...[one('ITEMS', null, sum), leaf('I1', 'ITEMS'), leaf('I2', 'ITEMS'), leaf('I3', 'ITEMS')],
      ...[one('ARTICLES', null, sum), leaf('A1', 'ARTICLES'), leaf('A2', 'ARTICLES'), leaf('A3', 'ARTICLES')],
    ];
    const found = at(tree, { I1: 13, I2: 4, I3: 8, A1: 26, A2: 8, A3: 17 });
    expect(found.get('ITEMS')).toMatchObject({ value: { value: 25 }, coverage: { connected: 3, of: 3 } });
    expect(found.get('ARTICLES')).toMatchObject({ value: { value: 51 }, coverage: { connected: 3, of: 3 } });
  });

  it('Qingdao: 123 measures roll up to 32 tasks, and these to one programme', () => {
    const task = (n: number) => `T-${String(n + 1).padStart(2, '0')}`;
    const measures = Array.from({ length: 123 }, (_, i) => leaf(`M-${i + 1}`, task(i % 32)));
    const tasks = Array.from({ length: 32 }, (_, i) => one(task(i), 'ALL', sum));
    const done = Object.fromEntries(measures.map(({ code }) => [code, 1]));
    const found = at([one('ALL', null, sum), ...tasks, ...measures], done);
    expect(found.get('ALL')).toMatchObject({ value: { value: 123 }, coverage: { connected: 32, of: 32 } });
    expect(tasks.map(({ code }) => found.get(code)?.value.value)).toEqual([
      ...Array.from({ length: 27 }, () => 4),
      ...Array.from({ length: 5 }, () => 3),
    ]);
  });

  it('says how many of its children are in it; with none it has no value, and it is never 0', () => {
    const tree = [one('ALL', null, sum, { direction: 'higher', target: 50 }), leaf('A', 'ALL'), leaf('B', 'ALL')];
    expect(at(tree, { A: 25 }).get('ALL')).toMatchObject({
      ...{ value: { value: 25, numerator: 25, score: 50, state: 'warn' }, coverage: { connected: 1, of: 2 } },
    });
    expect(at(tree, {}).get('ALL')).toMatchObject({ value: { value: null, reason: 'no-children', score: null } });
  });

  it('adds what was counted, not what was rounded; a child of weight 0 is shown and left out', () => {
    const tree = [one('ALL', null, sum), leaf('A', 'ALL'), leaf('B', 'ALL'), leaf('C', 'ALL', { weight: 0 })];
    expect(at(tree, { A: 0.5, B: 0.75, C: 100 }).get('ALL')?.value).toMatchObject({ value: 1, numerator: 1.25 });
  });

  it('is the sum of any tree below it, whichever way the leaves are grouped', () => {
    const leaves = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.option(fc.integer({ min: 0, max: 1e6 }))), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(leaves, (given) => {
        const groups = [...new Set(given.map(([group]) => group))];
        const tree = [
          ...[one('ALL', null, sum), ...groups.map((group) => one(`G-${group}`, 'ALL', sum))],
          ...given.map(([group], i) => leaf(`L-${i}`, `G-${group}`)),
        ];
        const values = given.flatMap(([, n], i) => (n === null ? [] : [[`L-${i}`, n] as const]));
        const numbers = given.map(([, number]) => ({ weight: 1, number }));
        expect(at(tree, Object.fromEntries(values)).get('ALL')?.value.numerator).toBe(summedValue(numbers).sum);
      }),
    );
  });

  it('takes numbers of its own unit only: a share, a mean and another unit are refused by name', () => {
    const ratio: KpiFormula = {
      ...{ kind: 'ratio', scale: 100 },
      ...{ numerator: { from: 'series', series: 'a' }, denominator: { from: 'series', series: 'b' } },
    };
    const codes = (...given: KpiDefinition[]) => faultsOf(given, []).map(({ pointer, code }) => `${pointer} ${code}`);
    const all = one('ALL', null, sum);
    expect(codes(all, leaf('A', 'ALL'))).toEqual([]);
    expect(codes(one('R', 'ALL', ratio), all)).toContain('/definitions/0/parent not-addable');
    expect(codes(all, leaf('A', 'ALL', { unitZh: '米' }))).toContain('/definitions/1/unitZh other-unit');
    const known = [one('ALL', null, { kind: 'weighted' }), one('R', 'ALL', ratio)];
    expect(faultsOf([all], known).map(({ pointer }) => pointer)).toEqual(['/definitions/0/formula']);
  });
});

it('a period before anything was counted has no number of ours, and one without an event has 0', () => {
  const counted = one('N', null, { kind: 'count', numerator: { from: 'query', query: 'messages.received' } });
  const of = (isUncounted: boolean) => valuesAt([counted], { ...supplied({}), isUncounted }, CITY).get('N')?.value;
  expect(of(true)).toMatchObject({ value: null, reason: 'no-data' });
  expect(of(false)).toMatchObject({ value: 0, reason: null });
});
