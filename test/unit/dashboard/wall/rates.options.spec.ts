import { describe, expect, it } from '@jest/globals';
import { ratesOf } from '../../../../dashboard/src/screens/wall/rates.options.js';
import { feed, situation } from '../../../support/situation.fixture.js';

const feeds = (n: number) => Array.from({ length: n }, (_, i) => feed({ id: `f${i}` }));
const shown = (n: number) => ratesOf(situation({ sources: feeds(n) }));

describe('rates of the feeds', () => {
  it('have bars while there is room, stand in two columns when there are more, and say how many are left out', () => {
    expect(shown(9)).toMatchObject({ dense: false, more: 0 });
    expect(shown(10)).toMatchObject({ dense: true, more: 0 });
    expect(shown(18).rows).toHaveLength(18);
    expect(shown(40)).toMatchObject({ dense: true, more: 23 });
    expect(shown(40).rows).toHaveLength(17);
  });

  it('keep what is out of the ordinary, in the order of the sources', () => {
    const sources = feeds(30).map((f, i) => {
      if (i === 29) return { ...f, status: 'interrupted' as const };
      return i === 25 ? { ...f, occurred: 99 } : f;
    });
    const ids = ratesOf(situation({ sources })).rows.map((row) => row.id);
    expect(ids.slice(-2)).toEqual(['f25', 'f29']);
    expect(ids[0]).toBe('f0');
  });
});
