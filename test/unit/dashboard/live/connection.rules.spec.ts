import { describe, expect, it } from '@jest/globals';
import { heard, isTrue, truth } from '../../../../dashboard/src/live/connection.rules.js';

const start = { startedAt: 0, lastAt: null, recoveredAt: null };

describe('the connection by the page clock', () => {
  it('is late at 3 s and cut off at 10 s without a true heartbeat', () => {
    const beats = heard(start, 1000);
    expect([3999, 4000, 10_999, 11_000].map((now) => truth(beats, now))).toEqual(['live', 'late', 'late', 'cut']);
  });

  it('is cut off when no heartbeat ever comes', () => {
    expect([truth(start, 9999), truth(start, 10_000)]).toEqual(['waiting', 'cut']);
  });

  it('says for 10 s that it has recovered', () => {
    const back = heard(heard(start, 0), 20_000);
    const beats = heard(back, 28_000);
    expect([truth(back, 20_000), truth(beats, 29_999), truth(beats, 30_000)]).toEqual([
      'recovered',
      'recovered',
      'live',
    ]);
  });

  it('does not count a heartbeat of a service that has not read for 3 s', () => {
    const at = '2026-11-22T01:00:10.000Z';
    expect(isTrue({ at, readAt: '2026-11-22T01:00:07.001Z' })).toBe(true);
    expect(isTrue({ at, readAt: '2026-11-22T01:00:07.000Z' })).toBe(false);
    expect(isTrue({ at, readAt: '2026-11-22T01:00:00.000Z' }, 60)).toBe(true);
  });
});
