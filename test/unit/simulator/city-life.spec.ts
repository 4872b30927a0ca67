import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSilent, FRAGILE } from '../../../simulator/outage.js';
import { LiveQueue } from '../../../simulator/live-queue.js';
import { randomOf } from '../../../simulator/random.js';
import { localHour, rhythmAt } from '../../../simulator/rhythm.js';

const ZONE = 'Asia/Shanghai';
const MONDAY = Date.UTC(2026, 10, 15, 16) / 60_000;

describe('the invented city', () => {
  it('draws the same numbers for the same names', () => {
    const [a, b] = [randomOf(7, 'grid', 12), randomOf(7, 'grid', 12)];
    expect(Array.from({ length: 50 }, () => a.next())).toEqual(Array.from({ length: 50 }, () => b.next()));
  });

  it('draws Poisson counts around their mean', () => {
    const random = randomOf(1, 'poisson');
    const draws = Array.from({ length: 20_000 }, () => random.poisson(1.7));
    expect(draws.reduce((sum, n) => sum + n, 0) / draws.length).toBeCloseTo(1.7, 1);
  });

  it('has an average weekday of one', () => {
    const day = Array.from({ length: 1440 }, (_, m) => rhythmAt('office', MONDAY + m, ZONE));
    expect(day.reduce((sum, x) => sum + x, 0) / 1440).toBeCloseTo(1, 1);
  });

  it('knows the hour of the zone', () => {
    expect(localHour(MONDAY, ZONE)).toBe(0);
    expect(localHour(MONDAY + 8 * 60 + 30, ZONE)).toBe(8.5);
  });

  it('silences exactly one fragile source in every span', () => {
    for (let span = 0; span < 60; span++) {
      const silent = new Set<string>();
      for (let m = 0; m < 150; m++)
        for (const source of FRAGILE) if (isSilent(5, source, span * 150 + m)) silent.add(source);
      expect(silent.size).toBe(1);
    }
  });
});

describe('the queue of what lies ahead', () => {
  it('gives everything due, in order, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), fc.integer({ min: 0, max: 1000 }), (times, now) => {
        const queue = new LiveQueue<number>();
        times.forEach((at, i) => queue.push(at, i));
        const due = queue.take(now).map((d) => d.at);
        expect(due).toEqual(times.filter((at) => at <= now).sort((a, b) => a - b));
        expect(queue.size).toBe(times.length - due.length);
      }),
    );
  });
});
