import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  byPlace,
  freshIn,
  newer,
  orderOf,
  rowOf,
  withPinned,
  type QueueRow,
} from '../../../../dashboard/src/screens/desk/queue/queue.rules.js';
import type { Incident } from '../../../../protocol/incident.js';
import { LANES } from '../../../../protocol/procedure.js';

const incident = fc.record({
  id: fc.uuid(),
  priority: fc.constantFrom(1, 2, 3, 4),
  lane: fc.constantFrom(...LANES, null),
  limitAt: fc.option(
    fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((d) => d.toISOString()),
  ),
  version: fc.integer({ min: 1, max: 9 }),
}) as unknown as fc.Arbitrary<Incident>;
const rows = fc.uniqueArray(incident, { selector: (i) => i.id, maxLength: 60 }).map((list) => list.map(rowOf));
const ALL = { urgent: 'all', rest: 'all' } as const;
const order = (of: readonly QueueRow[], filter: 'open' | 'review' | 'overdue', atMs = 0) =>
  orderOf(of, { filter, read: ALL, found: null, atMs });

describe('the order of the queue', () => {
  it('holds every open incident once, the most urgent first, then by limit', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const ids = order(list, 'open');
        expect([...ids].sort()).toEqual(list.flatMap((r) => (r.incident.lane === null ? [] : [r.incident.id])).sort());
        const keys = ids.map((id) => list.find((r) => r.incident.id === id)?.key as QueueRow['key']);
        keys.slice(1).forEach((key, i) => expect(byPlace(keys[i] as QueueRow['key'], key)).toBeLessThan(0));
        const priorities = ids.map((id) => list.find((r) => r.incident.id === id)?.incident.priority);
        expect(priorities.lastIndexOf(1)).toBeLessThan(Math.max(1, priorities.filter((p) => p === 1).length));
      }),
    );
  });

  it('shows nothing beyond the place up to which it was read', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, n) => {
        const ids = order(list, 'open');
        const rest = ids.filter((id) => list.find((r) => r.incident.id === id)?.key[0] === 1);
        const last = list.find((r) => r.incident.id === rest[n % Math.max(1, rest.length)]);
        if (!last) return;
        const shown = orderOf(list, { filter: 'open', read: { urgent: 'all', rest: last.key }, found: null, atMs: 0 });
        expect(shown).toEqual(ids.slice(0, ids.indexOf(last.incident.id) + 1));
      }),
    );
  });

  it('keeps what one works on where it was, once', () => {
    expect(withPinned(['a', 'b', 'c'], { id: 'x', index: 1 })).toEqual(['a', 'x', 'b', 'c']);
    expect(withPinned(['a', 'b', 'c'], { id: 'b', index: 0 })).toEqual(['a', 'b', 'c']);
    expect(withPinned(['a'], { id: 'x', index: -1 })).toEqual(['a']);
  });

  it('names the rows that have not been let in', () => {
    expect(freshIn(['a', 'b'], ['n', 'a', 'b', 'm'])).toEqual(['n', 'm']);
  });

  it('never goes back to an older card, and keeps the text', () => {
    const held = rowOf({ id: 'a', version: 3, priority: 2, limitAt: null, title: '电梯困人' } as unknown as Incident);
    expect(newer(held, { ...held.incident, version: 2 })).toBe(held);
    const { title: _, ...card } = held.incident;
    expect(newer(held, { ...card, version: 4, priority: 1 }).incident).toMatchObject({
      priority: 1,
      title: '电梯困人',
    });
  });
});
