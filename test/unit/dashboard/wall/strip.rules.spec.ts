import { describe, expect, it } from '@jest/globals';
import { stripBars } from '../../../../dashboard/src/screens/wall/strip.rules.js';
import { situation } from '../../../support/situation.fixture.js';

const hourOf = (ms: number) => new Date(ms + 8 * 3_600_000).getUTCHours();

describe('the strip of 24 hours', () => {
  const bars = stripBars(situation({ strip: Array.from({ length: 96 }, (_, i) => (i >= 94 ? 20 : 10)) }), hourOf);

  it('has 96 bars that join without a gap', () => {
    expect(bars).toHaveLength(96);
    expect(bars.every((bar, i) => i === 0 || bar.from === bars[i - 1]?.to)).toBe(true);
    expect([bars[0]?.from, bars[95]?.to]).toEqual(['2026-11-21T01:45:00.000Z', '2026-11-22T01:45:00.000Z']);
  });

  it('judges full bars by a quarter of their hour and leaves the running one alone', () => {
    expect(bars.filter((bar) => bar.above).map((bar) => bar.from)).toEqual(['2026-11-22T01:15:00.000Z']);
    expect(bars[95]).toMatchObject({ running: true, above: false, low: 10, high: 15 });
  });
});
