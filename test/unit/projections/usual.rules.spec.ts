import { describe, expect, it } from '@jest/globals';
import type { Band } from '../../../protocol/facts/feeds.js';
import { usualNow } from '../../../server/projections/usual.rules.js';
import type { Times } from '../../../server/projections/times.rules.js';

const hours = (of: (hour: number) => Band) => Array.from({ length: 24 }, (_, hour) => of(hour));
const bands = {
  total: hours((h) => [h, h * 2]),
  today: hours((h) => [(h + 1) * 10, (h + 1) * 20]),
  unlocated: hours((h) => (h === 8 ? null : [0, 1])),
  incidents: {
    overdue: hours(() => null),
    dispatch: hours((h) => [h, h * 2]),
    inHand: hours(() => [1, 2]),
    closedToday: hours((h) => [h * 10, h * 20]),
  },
  source: () => hours(() => [4, 8]),
};
const at = (hour: number, minuteOfHour: number) => ({ minute: hour * 60 + minuteOfHour, todayFrom: 0, hour }) as Times;

describe('the usual band of this minute', () => {
  it('lies between the two hours that the last hour lies across', () => {
    expect(usualNow(bands, at(10, 29)).total).toEqual([9.5, 19]);
    expect(usualNow(bands, at(10, 59)).total).toEqual([10, 20]);
  });

  it('grows through the hour for the day so far, from nothing at midnight', () => {
    expect(usualNow(bands, at(0, 14)).today).toEqual([2.5, 5]);
    expect(usualNow(bands, at(10, 29)).today).toEqual([105, 210]);
  });

  it('goes for incidents from the start of the hour towards the next', () => {
    expect(usualNow(bands, at(10, 29)).incidents).toEqual({
      ...{ overdue: null, dispatch: [10.5, 21], inHand: [1, 2], closedToday: [105, 210] },
    });
    expect(usualNow(bands, at(23, 29)).incidents.closedToday).toEqual([230, 460]);
  });

  it('reaches back over midnight', () => {
    expect(usualNow(bands, at(0, 29)).total).toEqual([11.5, 23]);
  });

  it('is unknown when either hour is', () => {
    expect(usualNow(bands, at(9, 5)).unlocated).toBeNull();
    expect(usualNow(bands, at(11, 5)).unlocated).toEqual([0, 1]);
  });
});
