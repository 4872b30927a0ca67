import { describe, expect, it } from '@jest/globals';
import { computeBands } from '../../../server/domain/bands/bands.compute.rules.js';

const days = Array.from({ length: 8 }, (_, i) => `2026-03-0${i + 1}`);

describe('the bands of a day', () => {
  it('add up sources, and give each source its own', () => {
    // Hour 0 of day d (0..7): source a brings d, one of them unlocated; source b always 10, and begins on the third day.
    const counts = days.flatMap((day, d) => [
      { day, hour: 0, source: 'a', n: d + 1, unlocated: 1 },
      ...(d >= 2 ? [{ day, hour: 0, source: 'b', n: 10, unlocated: 0 }] : []),
    ]);
    const bands = computeBands({ day: '2026-03-09', dayKind: 'workday', days, counts, incidents: [] });
    // Totals 1, 2, 13, 14, 15, 16, 17, 18: positions 0.7 and 6.3.
    expect(bands.total[0]).toEqual([1.7, 17.3]);
    expect(bands.today[0]).toEqual([1.7, 17.3]);
    expect(bands.today[23]).toEqual([1.7, 17.3]);
    expect(bands.unlocated[0]).toEqual([1, 1]);
    expect(bands.sources['a']?.[0]).toEqual([1.7, 7.3]);
    // b has six samples only.
    expect(bands.sources['b']?.[0]).toBeNull();
    expect(bands.total[1]).toEqual([0, 0]);
  });
});
