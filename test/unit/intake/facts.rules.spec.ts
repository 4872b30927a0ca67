import { describe, expect, it } from '@jest/globals';
import { RecordedTally, rejectedFacts, type KeptRow } from '../../../server/intake/facts.rules.js';

const NOW = Date.parse('2026-11-22T02:00:00Z');
const row = (n: number, minutesAgo: number, priority: 1 | 2 | 3 | 4): KeptRow => ({
  ...{ id: `r-${n}`, source: 'desk', stream: 'incident', road: null, counted: true, isOpen: true },
  occurredMs: NOW - minutesAgo * 60_000,
  cell: { district: '-', type: 'a', priority, placed: 'unlocated', h3: null, lon: null, lat: null },
});

describe('the latest rows of a delivery', () => {
  it('are recent ones, also when older and more urgent ones come in the same delivery', () => {
    const tally = new RecordedTally('desk', false, NOW);
    for (let n = 0; n < 500; n++) tally.addRow(row(n, 200, 1));
    tally.addRow(row(500, 10, 4));
    expect(tally.fact().latest.map((item) => item.id)).toEqual(['r-500']);
    expect(tally.fact().observations).toBe(501);
  });

  it('are the most urgent, then the newest, twelve at most', () => {
    const tally = new RecordedTally('desk', false, NOW);
    for (let n = 0; n < 40; n++) tally.addRow(row(n, n, n === 39 ? 1 : 3));
    expect(tally.fact().latest.map((item) => item.id)).toEqual([
      'r-39',
      ...Array.from({ length: 11 }, (_, n) => `r-${n}`),
    ]);
  });
});

describe('the facts of what was refused', () => {
  it('count by source and code, and name each sensor whose clock is ahead once', () => {
    const ahead = (sensor: string) => ({ source: 'iot', code: 'reading/from-the-future', sensor });
    const plain = { source: 'iot', code: 'item/field-missing' };
    const facts = rejectedFacts([ahead('G1'), plain, ahead('G2'), ahead('G1')], '2026-11-22T02:00:00.000Z');
    expect(facts.map(({ fact }) => fact)).toMatchObject([
      { code: 'reading/from-the-future', n: 3, sensors: ['G1', 'G2'] },
      { code: 'item/field-missing', n: 1 },
    ]);
    expect(facts[1]?.fact).not.toHaveProperty('sensors');
  });
});
