import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { onBar, shownBand, standing } from '../../../../dashboard/src/screens/wall/bands.rules.js';

describe('usual bands', () => {
  it('are shown outward to whole numbers', () => {
    expect(shownBand([3.2, 8.7])).toEqual([3, 9]);
  });

  it('leave a value unjudged when value or band is missing', () => {
    expect([standing(null, [1, 2]), standing(5, null), standing(undefined, undefined)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ]);
  });

  it('never judge a value against what is shown beside it', () => {
    const band = fc.tuple(fc.float({ min: 0, max: 500, noNaN: true }), fc.float({ min: 0, max: 500, noNaN: true }));
    fc.assert(
      fc.property(fc.nat(2000), band, (value, [a, b]) => {
        const [low, high] = shownBand([Math.min(a, b), Math.max(a, b)]) as [number, number];
        const how = standing(value, [Math.min(a, b), Math.max(a, b)]);
        return how === (value > high ? 'above' : value < low ? 'below' : 'usual');
      }),
    );
  });

  it('keep value and band on the bar', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(1000), fc.nat(1000), (value, a, b) => {
        const { at, low, high } = onBar(value, [Math.min(a, b), Math.max(a, b)]);
        return [at, low, high].every((x) => x >= 0 && x <= 100) && low <= high;
      }),
    );
  });
});
