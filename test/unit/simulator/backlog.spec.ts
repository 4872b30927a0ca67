import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../protocol/incident.js';
import { startsOf } from '../../../simulator/crew/backlog.js';
import { Book } from '../../../simulator/crew/book.js';
import { card } from '../../support/incident-card.js';

const NOW = Date.parse('2026-11-22T09:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  ...card({ id, lane: 'review', occurredAt: at(-60), openedAt: at(0), enteredAt: at(0), ...more }),
  ...{ title: null, place: null },
});
const waiting = Array.from({ length: 7 }, (_, i) => incident(`i-${i}`));

describe('what lay about before the crew came', () => {
  it('is spread over all five lanes, and one of each desk lane is left until it is late', () => {
    const starts = [...startsOf(waiting).values()];
    expect(new Set(starts.map(({ lane }) => lane))).toEqual(
      new Set(['review', 'dispatch', 'enroute', 'onsite', 'check']),
    );
    expect(starts.filter(({ late }) => late).map(({ lane }) => lane)).toEqual(['dispatch', 'review']);
  });

  it('is not what has just happened, nor what somebody is at already', () => {
    expect(startsOf([incident('new', { occurredAt: at(-1) }), incident('taken', { lane: 'onsite' })]).size).toBe(0);
  });
});

describe('the book of open incidents', () => {
  it('hands out what waited longest first, and nothing that it has read an older state of', () => {
    const book = new Book({ seed: 1, zone: 'Asia/Shanghai' }, null);
    const old = [
      incident('b', { occurredAt: at(-1), enteredAt: at(-500) }),
      incident('a', { occurredAt: at(-1), enteredAt: at(-900) }),
    ];
    book.update(old, []);
    for (const page of book.due(NOW)) Object.assign(page, { version: page.incident.version, records: [] });
    expect(book.due(NOW).map(({ incident: { id } }) => id)).toEqual(['a', 'b']);
    const [first] = book.due(NOW);
    if (first) first.version = first.incident.version + 1;
    book.update(old, []);
    expect(book.due(NOW).map(({ incident: { id } }) => id)).toEqual(['b']);
  });
});
