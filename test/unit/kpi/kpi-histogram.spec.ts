import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantileOf } from '../../../protocol/kpi-value.js';
import { Histogram } from '../../../server/projections/kpi/kpi-histogram.rules.js';

const seconds = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.integer({ min: 0, max: 5000 }));
const change = fc.record({ seconds, n: fc.integer({ min: 0, max: 3 }) });
const SHARES = [0, 0.5, 0.9, 1];

describe('a histogram kept in place', () => {
  it('holds after any changes what a map would hold, ascending, with the same total and quantiles', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), fc.integer({ min: 0, max: 3000 }), (changes, filled) => {
        const start = Array.from({ length: filled }, (_, i): [number, number] => [i * 2, 1 + (i % 3)]);
        const [kept, expected] = [new Histogram(start), new Map(start)];
        for (const one of changes) {
          kept.put(one);
          if (one.n === 0) expected.delete(one.seconds);
          else expected.set(one.seconds, one.n);
        }
        const lengths = [...expected].sort(([a], [b]) => a - b);
        expect(kept.lengths).toEqual(lengths);
        expect(kept.total).toBe(lengths.reduce((sum, [, n]) => sum + n, 0));
        for (const share of SHARES) expect(kept.at(share)).toBe(quantileOf(lengths, share));
      }),
    );
  });

  it('is the same grown from nothing, over many blocks, and shrunk to nothing', () => {
    const kept = new Histogram();
    const all = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001);
    for (const one of all) kept.put({ seconds: one, n: 2 });
    expect(kept.total).toBe(6000);
    expect(kept.lengths.map(([one]) => one)).toEqual(all.toSorted((a, b) => a - b));
    for (const one of all) kept.put({ seconds: one, n: 0 });
    expect([kept.total, kept.lengths, kept.at(0.5)]).toEqual([0, [], null]);
  });
});
