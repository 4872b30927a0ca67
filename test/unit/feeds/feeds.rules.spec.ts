import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { later, statusOf, type FeedSight } from '../../../server/domain/feeds/feeds.rules.js';

const feed = (over: Partial<FeedSight> = {}): FeedSight => ({
  lastSeenMs: 1_000_000,
  expectEverySeconds: 60,
  retired: false,
  ...over,
});
const RANK = { live: 0, late: 1, interrupted: 2 } as const;

describe('the status of a feed', () => {
  it('turns late after two and interrupted after five rhythms of silence', () => {
    const seen = feed().lastSeenMs as number;
    expect(statusOf(feed(), seen)).toBe('live');
    expect(statusOf(feed(), seen + 120_000)).toBe('live');
    expect(statusOf(feed(), seen + 120_001)).toBe('late');
    expect(statusOf(feed(), seen + 300_000)).toBe('late');
    expect(statusOf(feed(), seen + 300_001)).toBe('interrupted');
  });

  it('is waiting before the first word and unwatched without rhythm', () => {
    expect(statusOf(feed({ lastSeenMs: null }), 0)).toBe('waiting');
    expect(statusOf(feed({ lastSeenMs: null, expectEverySeconds: null }), 0)).toBe('waiting');
    expect(statusOf(feed({ expectEverySeconds: null }), 9e12)).toBe('unwatched');
    expect(statusOf(feed({ retired: true }), 9e12)).toBe('unwatched');
  });

  it('never gets better by silence, and is live the moment data comes', () => {
    const ms = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(ms, ms, ms, fc.integer({ min: 1, max: 31_536_000 }), (seen, a, b, expectEverySeconds) => {
        const at = (now: number) =>
          RANK[statusOf(feed({ lastSeenMs: seen, expectEverySeconds }), now) as keyof typeof RANK];
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
        expect(at(seen)).toBe(0);
      }),
    );
  });

  it('keeps the later of two moments', () => {
    expect([later(null, null), later(1, null), later(null, 2), later(3, 2)]).toEqual([null, 1, 2, 3]);
  });
});
