import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Entry } from '../../../protocol/facts.js';
import type { IncidentCard } from '../../../protocol/incident.js';
import { LANES } from '../../../protocol/procedure.js';
import { byPressure, isOverdue, isShown } from '../../../protocol/queue.js';
import { IncidentsProjection } from '../../../server/projections/incidents.projection.js';
import type { Times } from '../../../server/projections/times.rules.js';
import { card } from '../../support/incident-card.js';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-11-22T01:42:30.000Z');
const MINUTE = Math.floor(NOW / MINUTE_MS);
const TIMES = { minute: MINUTE, to: MINUTE + 1, todayFrom: MINUTE - 582 } as Times;
const everywhere = () => true;

const arbitraryCard = fc
  .record({
    id: fc.integer({ min: 1, max: 12 }).map((n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`),
    lane: fc.constantFrom(...LANES, null),
    limit: fc.option(fc.integer({ min: -5, max: 5 })),
    priority: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    district: fc.constantFrom('990101', '990102', '-'),
  })
  .map(({ id, lane, limit, priority, district }) =>
    card({
      ...{ id, lane, priority, district },
      limitAt: limit === null || lane === 'hung' ? null : new Date(NOW + limit * MINUTE_MS).toISOString(),
      closedAt: lane === null ? new Date(NOW).toISOString() : null,
      outcome: lane === null ? 'solved' : null,
    }),
  );
const versions = fc
  .array(arbitraryCard, { maxLength: 60 })
  .map((cards) => cards.map((c, i): IncidentCard => ({ ...c, version: i + 1 })));
const entry = (c: IncidentCard, seq: number): Entry => ({
  ...{ seq, at: '', subject: c.id, batch: null, isDrill: false },
  fact: { type: 'incident.changed', what: 'graded', ref: null, note: null, card: c },
});

describe('the queue', () => {
  it('counts every open incident in one lane, and the lanes add up; the districts do too', () => {
    fc.assert(
      fc.property(versions, (cards) => {
        const queue = new IncidentsProjection();
        cards.forEach((c, i) => queue.apply(entry(c, i)));
        const whole = queue.counts(TIMES, everywhere);
        expect(Object.values(whole.lanes).reduce((a, b) => a + b, 0)).toBe(whole.open);
        const parts = ['990101', '990102', '-'].map((d) => queue.counts(TIMES, (district) => district === d));
        for (const name of ['open', 'overdue', 'closedToday'] as const)
          expect(parts.reduce((sum, part) => sum + part[name], 0)).toBe(whole[name]);
      }),
    );
  });

  it('is the newest card of each, most pressing first, however it came to know them', () => {
    fc.assert(
      fc.property(versions, fc.nat(60), (cards, cut) => {
        const newest = [...new Map(cards.map((c) => [c.id, c])).values()];
        const open = newest.filter((c) => c.lane !== null).sort(byPressure);
        const followed = new IncidentsProjection();
        cards.forEach((c, i) => followed.apply(entry(c, i)));
        const started = new IncidentsProjection();
        started.load({ incidents: newest });
        // What the table held already is read again from the journal.
        cards.slice(cut).forEach((c, i) => started.apply(entry(c, i)));
        for (const queue of [followed, started]) {
          expect(queue.window('open', TIMES, { isIn: everywhere, n: 99 })).toEqual(open);
          const overdue = open.filter((c) => isOverdue(c, MINUTE * MINUTE_MS));
          expect(queue.window('overdue', TIMES, { isIn: everywhere, n: 99 })).toEqual(overdue);
          expect(queue.counts(TIMES, everywhere).overdue).toBe(overdue.length);
        }
      }),
    );
  });

  it('leaves drills out', () => {
    const queue = new IncidentsProjection();
    queue.apply({ ...entry(card({ lane: 'review' }), 1), isDrill: true });
    expect(queue.counts(TIMES, everywhere).open).toBe(0);
  });

  it('counts as done today neither what was merged nor what was closed yesterday', () => {
    const queue = new IncidentsProjection();
    const at = (minutes: number) => new Date((TIMES.todayFrom + minutes) * MINUTE_MS).toISOString();
    const closed = [
      card({ id: 'a', lane: null, outcome: 'solved', closedAt: at(0) }),
      card({ id: 'b', lane: null, outcome: 'duplicate', closedAt: at(5) }),
      card({ id: 'c', lane: null, outcome: 'exempt', closedAt: at(-1) }),
    ];
    queue.load({ incidents: closed });
    expect(queue.counts(TIMES, everywhere).closedToday).toBe(1);
  });
});

describe('a hung incident', () => {
  it('has no limit to pass and is in its own lane only', () => {
    const hung = card({ lane: 'hung', limitAt: null });
    expect(isOverdue(hung, NOW)).toBe(false);
    expect(isShown(hung, 'hung', NOW)).toBe(true);
    expect(isShown(hung, 'overdue', NOW)).toBe(false);
  });
});
