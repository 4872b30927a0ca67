import { describe, expect, it } from '@jest/globals';
import {
  binBands,
  cutBin,
  feedRows,
  feedsSentence,
  findFeeds,
  nextBroken,
  waitingByCode,
} from '../../../../dashboard/src/screens/feeds/feeds.options.js';
import type { FeedHealth, IntakeHealth } from '../../../../protocol/live/intake-health.js';

const FROM = '2026-11-21T09:45:00.000Z';
const NOW = Date.parse('2026-11-22T09:42:01.000Z');
const window = { from: FROM, to: '2026-11-22T09:45:00.000Z' };
const utcHour = (ms: number) => new Date(ms).getUTCHours();

const feed = (over: Partial<FeedHealth>): FeedHealth => ({
  id: 'hotline',
  status: 'live',
  expectEverySeconds: 30,
  lastSeenAt: '2026-11-22T09:41:53.000Z',
  newestOccurredAt: null,
  transports: [],
  lastHour: 128,
  today: 1106,
  history: 0,
  duplicates: 4,
  rejected: 2,
  deadLetters: 2,
  line: Array.from({ length: 96 }, () => 30),
  usual: Array.from({ length: 24 }, (): [number, number] => [100, 140]),
  ...over,
});
const health = (feeds: FeedHealth[], rejectedByCode: IntakeHealth['rejectedByCode'] = []): IntakeHealth => ({
  asOf: { seq: 1, at: new Date(NOW).toISOString() },
  windows: { lastHour: window, today: window, strip: window },
  feeds,
  rejectedByCode,
  totals: { perSecond: 1, today: 1, duplicates: 0, rejected: 0, deadLetters: 2, interrupted: 0, clockSkew: 0 },
  links: [],
});
const sources = [
  { id: 'water', name: '供水监测', streams: ['risk'] },
  { id: 'hotline', name: '12345 热线', streams: ['complaint'] },
];
const clock = { nowMs: NOW, hourOf: utcHour };

describe('rows of the feeds screen', () => {
  it('keeps the order of the register whatever state a feed is in; unknown feeds stand last', () => {
    const broken = feed({ status: 'interrupted' });
    const rows = feedRows(
      health([feed({ id: 'zz' }), feed({ id: 'aa' }), broken, feed({ id: 'water' })]),
      sources,
      clock,
    );
    expect(rows.map((r) => r.id)).toEqual(['water', 'hotline', 'aa', 'zz']);
    expect(rows.map((r) => r.name)).toEqual(['供水监测', '12345 热线', 'aa', 'zz']);
  });

  it('counts the age from the last arrival and never below zero', () => {
    const rows = feedRows(
      health([feed({}), feed({ id: 'water', lastSeenAt: '2026-11-22T09:43:00Z' })]),
      sources,
      clock,
    );
    expect(rows.map((r) => r.ageS)).toEqual([0, 8]);
  });

  it('ends the line of an interrupted feed in the bin after its last arrival', () => {
    const from = Date.parse(FROM);
    expect(cutBin({ status: 'live', lastSeenAt: FROM }, from)).toBe(96);
    expect(cutBin({ status: 'interrupted', lastSeenAt: '2026-11-22T08:00:00Z' }, from)).toBe(90);
    expect(cutBin({ status: 'interrupted', lastSeenAt: '2026-11-22T09:41:00Z' }, from)).toBe(95);
    expect(cutBin({ status: 'interrupted', lastSeenAt: null }, from)).toBe(0);
    expect(cutBin({ status: 'interrupted', lastSeenAt: '2020-01-01T00:00:00Z' }, from)).toBe(0);
  });

  it('gives each quarter of an hour a quarter of its own hour', () => {
    const usual = Array.from({ length: 24 }, (_, h): [number, number] | null => (h === 3 ? null : [h * 4, h * 8]));
    const bands = binBands(usual, Date.parse(FROM), utcHour);
    expect(bands).toHaveLength(96);
    expect(bands[0]).toEqual([9, 18]);
    expect(bands[1]).toEqual([10, 20]);
    expect(bands[(24 - 9) * 4 + 3 * 4]).toBeNull();
  });
});

describe('sentence of the feeds screen', () => {
  it('names what is late or interrupted and counts the rest', () => {
    const rows = feedRows(
      health([feed({}), feed({ id: 'water', status: 'interrupted' }), feed({ id: 'x', status: 'late' })]),
      sources,
      clock,
    );
    const parts = feedsSentence(rows, { deadLetters: 27, clockSkew: 3 });
    expect(parts.map((p) => [p.key, p.n, p.feeds.map((f) => f.id)])).toEqual([
      ['onTime', 1, ['hotline']],
      ['late', 1, ['x']],
      ['interrupted', 1, ['water']],
      ['clockSkew', 3, []],
      ['deadLetters', 27, []],
    ]);
  });

  it('says so when no source is registered', () => {
    expect(feedsSentence([], { deadLetters: 0, clockSkew: 0 }).map((p) => p.key)).toEqual(['none']);
  });
});

describe('moving about the feeds screen', () => {
  it('goes to the next interrupted row and round the end', () => {
    const states = ['live', 'interrupted', 'live', 'interrupted'] as const;
    const rows = feedRows(health(states.map((status, i) => feed({ id: `s${i}`, status }))), [], clock);
    expect([-1, 0, 1, 2, 3].map((from) => nextBroken(rows, from))).toEqual([1, 1, 3, 3, 1]);
    expect(nextBroken(rows.slice(0, 1), 0)).toBe(-1);
  });

  it('finds a feed by a part of its name or id', () => {
    const rows = feedRows(health([feed({}), feed({ id: 'water' })]), sources, clock);
    expect(findFeeds(rows, ' 供水').map((r) => r.id)).toEqual(['water']);
    expect(findFeeds(rows, 'HOT').map((r) => r.id)).toEqual(['hotline']);
    expect(findFeeds(rows, '')).toHaveLength(2);
  });

  it('adds up what waits by reason and leaves out settled reasons', () => {
    const state = health(
      [],
      [
        { source: 'a', code: 'time/skew', today: 3, waiting: 1 },
        { source: 'b', code: 'time/skew', today: 3, waiting: 2 },
        { source: 'a', code: 'schema/missing', today: 9, waiting: 0 },
        { source: 'a', code: 'intake/key-reused', today: 1, waiting: 3 },
      ],
    );
    expect(waitingByCode(state, null)).toEqual([
      { code: 'intake/key-reused', n: 3 },
      { code: 'time/skew', n: 3 },
    ]);
    expect(waitingByCode(state, 'b')).toEqual([{ code: 'time/skew', n: 2 }]);
  });
});
