import { describe, expect, it } from '@jest/globals';
import { heard, readAge, truth } from '../../../../dashboard/src/live/connection.rules.js';

const start = { startedAt: 0, lastAt: null, recoveredAt: null };

describe('the connection by the page clock', () => {
  it('is late at 3 s and cut off at 10 s without a true heartbeat', () => {
    const beats = heard(start, 1000, 0);
    expect([3999, 4000, 10_999, 11_000].map((now) => truth(beats, now))).toEqual(['live', 'late', 'late', 'cut']);
  });

  it('is cut off when no heartbeat ever comes', () => {
    expect([truth(start, 9999), truth(start, 10_000)]).toEqual(['waiting', 'cut']);
  });

  it('says for 10 s that it has recovered', () => {
    const back = heard(heard(start, 0, 0), 20_000, 0);
    const beats = heard(back, 28_000, 0);
    expect([truth(back, 20_000), truth(beats, 29_999), truth(beats, 30_000)]).toEqual([
      'recovered',
      'recovered',
      'live',
    ]);
  });

  it('counts from the last read of the service, not from the heartbeat that told of it', () => {
    const beats = heard(heard(start, 1000, 400), 4000, 2900);
    expect(beats.lastAt).toBe(1100);
    expect([4099, 4100, 11_100].map((now) => truth(beats, now))).toEqual(['live', 'late', 'cut']);
  });

  it('never goes back, and does not count a heartbeat of a service that has not read for 3 s', () => {
    const beats = heard(start, 5000, 0);
    expect(heard(beats, 6000, 2000).lastAt).toBe(5000);
    expect(heard(beats, 20_000, 3000)).toBe(beats);
  });

  it('takes the age of a read by the real clock, also where city time is hurried', () => {
    const at = '2026-11-22T01:00:10.000Z';
    expect(readAge({ at, readAt: '2026-11-22T01:00:07.500Z' })).toBe(2500);
    expect(readAge({ at, readAt: '2026-11-22T00:59:10.000Z' }, 60)).toBe(1000);
    expect(readAge({ at, readAt: '2026-11-22T01:00:10.001Z' })).toBe(0);
  });
});
