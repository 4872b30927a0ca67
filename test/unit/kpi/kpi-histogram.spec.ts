import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { putLength, type Histogram } from '../../../server/projections/kpi/kpi-histogram.rules.js';

describe('a histogram kept in place', () => {
  it('holds after any changes what a map would hold, ascending', () => {
    const change = fc.record({ seconds: fc.integer({ min: 0, max: 20 }), n: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const [kept, expected] = [[] as Histogram, new Map<number, number>()];
        for (const one of changes) {
          putLength(kept, one);
          if (one.n === 0) expected.delete(one.seconds);
          else expected.set(one.seconds, one.n);
        }
        expect(kept).toEqual([...expected].sort(([a], [b]) => a - b));
      }),
    );
  });
});
