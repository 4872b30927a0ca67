import { describe, expect, it } from '@jest/globals';
import { limitOf } from '../../../../dashboard/src/incidents/limit.rules.js';
import { card } from '../../../support/incident-card.js';

const at = (time: string) => Date.parse(`2026-11-${time}:00+08:00`);
/** Four working hours from Friday 16:45: a weekend lies between. */
const overWeekend = card({
  ...{
    enteredAt: '2026-11-20T08:45:00.000Z',
    stepDueAt: '2026-11-23T03:45:00.000Z',
    limitAt: '2026-11-23T03:45:00.000Z',
  },
  warnAt: '2026-11-23T02:57:00.000Z',
});

describe('the lamp of a limit', () => {
  it.each([
    ['21T12:00', 'green'],
    // By the wall clock 96 % have gone, by working time a quarter.
    ['23T08:40', 'green'],
    ['23T10:57', 'yellow'],
    ['23T11:44', 'yellow'],
    ['23T11:45', 'red'],
  ])('goes by working time: at %s it is %s', (time, lamp) => {
    expect(limitOf(overWeekend, at(time))?.lamp).toBe(lamp);
  });

  it('is dark on hold and when closed', () => {
    expect(limitOf({ ...overWeekend, pausedAt: '2026-11-21T00:00:00.000Z' }, at('21T12:00'))).toBeNull();
    expect(limitOf({ ...overWeekend, lane: null }, at('21T12:00'))).toBeNull();
  });
});
