import { describe, expect, it } from '@jest/globals';
import { EscalationChain } from '../../../protocol/escalation.js';
import { BUILT_IN_CHAINS } from '../../../server/domain/escalations/chains.data.js';
import { chainFor, nextOf, sinceOf } from '../../../server/domain/escalations/escalations.rules.js';
import { card } from '../../support/incident-card.js';

const chain = (id: string) => BUILT_IN_CHAINS.find((c) => c.id === id) as EscalationChain;
const day = '2026-11-22';

describe('the reason of an escalation', () => {
  const due = { dueAt: '2026-11-22T06:00:00.000Z', stepDueAt: '2026-11-22T03:00:00.000Z' };

  it('counts from the moment that the incident says', () => {
    const waiting = card({ ...due, lane: 'review' });
    expect(sinceOf('unreviewed', waiting)).toBe(Date.parse(waiting.enteredAt));
    expect(sinceOf('step-overdue', waiting)).toBe(Date.parse(due.stepDueAt));
    expect(sinceOf('overdue', waiting)).toBe(Date.parse(due.dueAt));
  });

  it('is none once it was reviewed, without a clock, on hold, or closed', () => {
    expect(sinceOf('unreviewed', card({ lane: 'dispatch', reviewed: true }))).toBeNull();
    expect(sinceOf('overdue', card({ dueAt: null }))).toBeNull();
    expect(sinceOf('overdue', card({ ...due, lane: 'hung' }))).toBeNull();
    expect(sinceOf('step-overdue', card({ ...due, lane: null }))).toBeNull();
  });
});

describe('the chain that holds', () => {
  it.each([
    ['unreviewed', 1, 'unreviewed-p1'],
    ['unreviewed', 2, undefined],
    ['step-overdue', 1, 'step-overdue-p1'],
    ['step-overdue', 4, 'step-overdue'],
    ['overdue', 3, 'overdue'],
    ['report-late', 2, 'report-late'],
  ] as const)('for %s of priority %i is %s', (trigger, priority, id) => {
    expect(chainFor(BUILT_IN_CHAINS, trigger, { card: card({ priority }), day })?.id).toBe(id);
  });

  it("is the city's own for a district and a type, on its days", () => {
    const own = { ...chain('overdue'), id: 'own', district: '990101', type: 'env', effectiveFrom: '2026-11-01' };
    const held = (over: Parameters<typeof card>[0], on = day) =>
      chainFor([...BUILT_IN_CHAINS, own], 'overdue', { card: card(over), day: on })?.id;
    expect(held({})).toBe('own');
    expect(held({ district: '990102' })).toBe('overdue');
    expect(held({ type: 'street.drying' })).toBe('overdue');
    expect(held({}, '2026-10-31')).toBe('overdue');
  });
});

describe('the steps of a chain', () => {
  const course = (of: EscalationChain, most: number) => {
    const told = [];
    let at: { step: number; round: number } | null = { step: 0, round: 1 };
    while (at && told.length < most) {
      told.push(`${at.round}.${at.step}`);
      at = nextOf(of, at);
    }
    return told;
  };

  it('follow each other and begin again until somebody acknowledges, or so many times', () => {
    expect(course(chain('unreviewed-p1'), 7)).toEqual(['1.0', '1.1', '1.2', '2.0', '2.1', '2.2', '3.0']);
    expect(course(chain('step-overdue'), 7)).toEqual(['1.0', '1.1']);
    expect(course({ ...chain('overdue'), repeats: 1 }, 7)).toEqual(['1.0', '1.1', '2.0', '2.1']);
  });

  it('wait as the chain says', () => {
    expect(nextOf(chain('unreviewed-p1'), { step: 0, round: 1 })?.waitMinutes).toBe(3);
    expect(nextOf(chain('unreviewed-p1'), { step: 2, round: 1 })?.waitMinutes).toBe(10);
  });
});

it('the built-in chains are what the protocol allows, each id once', () => {
  expect(BUILT_IN_CHAINS.map((c) => EscalationChain.parse(c))).toEqual(BUILT_IN_CHAINS);
  expect(new Set(BUILT_IN_CHAINS.map((c) => c.id)).size).toBe(BUILT_IN_CHAINS.length);
});
