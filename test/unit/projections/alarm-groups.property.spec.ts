import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AlarmCard } from '../../../protocol/alarm.js';
import { groupAlarms } from '../../../server/projections/alarm-groups.rules.js';
import { columnsOf, floodSince } from '../../../server/projections/alarm-load.rules.js';

const AT = '2026-01-01T00:00:00.000Z';
function cardOf(i: number, of: { cause: string; district: string; priority: number; state: string }): AlarmCard {
  return {
    id: `a${i}`,
    subject: `s${i}`,
    source: 'f',
    count: 1 + (i % 3),
    raisedAt: AT,
    incidentNo: null,
    ...of,
  } as AlarmCard;
}
const cards = fc
  .array(
    fc.record({
      cause: fc
        .integer({ min: 0, max: 39 })
        .map((n) => `cause-${String.fromCharCode(97 + (n % 26))}${n > 25 ? 'x' : ''}`),
      district: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9', '-'),
      priority: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom('unacknowledged', 'acknowledged'),
    }),
    { maxLength: 300 },
  )
  .map((list) => list.map((of, i) => cardOf(i, of)));

describe('groups of alarms', () => {
  it('are at most as many as asked for, lose nothing, and come by urgency', () => {
    fc.assert(
      fc.property(cards, fc.integer({ min: 1, max: 30 }), (alarms, most) => {
        const groups = groupAlarms(alarms, most);
        expect(groups.length).toBeLessThanOrEqual(most);
        expect(groups.reduce((sum, g) => sum + g.n, 0)).toBe(alarms.length);
        expect(groups.reduce((sum, g) => sum + g.activations, 0)).toBe(alarms.reduce((sum, a) => sum + a.count, 0));
        expect(groups.map((g) => g.priority)).toEqual([...groups.map((g) => g.priority)].sort());
        expect(new Set(groups.map((g) => g.id)).size).toBe(groups.length);
      }),
    );
  });

  it('stay apart by cause and district while they fit', () => {
    const of = { priority: 2, state: 'unacknowledged' };
    const alarms = [1, 2, 3].flatMap((i) => [
      cardOf(i, { ...of, cause: 'gas', district: '1' }),
      cardOf(i + 3, { ...of, cause: 'gas', district: '2' }),
    ]);
    expect(groupAlarms(alarms, 30).map((g) => [g.id, g.n])).toEqual([
      ['gas|1', 3],
      ['gas|2', 3],
    ]);
    expect(groupAlarms(alarms, 1).map((g) => [g.id, g.n, g.districts])).toEqual([['gas|*', 6, ['1', '2']]]);
  });
});

describe('a flood', () => {
  const quiet = (n: number) => Array<number>(n).fill(0);

  it('begins with the eleventh alarm in ten minutes', () => {
    expect(floodSince([...quiet(20), 10], 100)).toBeNull();
    expect(floodSince([...quiet(20), 11], 100)).toBe(100);
    expect(floodSince([...quiet(20), 6, 0, 0, 5], 100)).toBe(100);
  });

  it('lasts until fewer than five came in any ten minutes, for ten minutes', () => {
    // The burst leaves the ten minutes after nine more; then ten calm ones must pass.
    expect(floodSince([...quiet(20), 11, ...quiet(18)], 100)).toBe(82);
    expect(floodSince([...quiet(20), 11, ...quiet(19)], 100)).toBeNull();
    expect(floodSince([...quiet(20), 11, ...quiet(12), 5, ...quiet(10)], 100)).toBe(77);
  });

  it('counts in columns of ten minutes, the running one last', () => {
    const columns = columnsOf([...quiet(230), ...Array<number>(10).fill(2), ...Array<number>(10).fill(3)]);
    expect(columns).toHaveLength(24);
    expect(columns.slice(-3)).toEqual([0, 20, 30]);
  });
});
