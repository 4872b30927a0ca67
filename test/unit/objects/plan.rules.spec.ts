import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  plannedOn,
  planOf,
  type PlanGround,
  type Subject,
} from '../../../server/domain/objects/visits/plan.rules.js';

/** Monday to Friday; 2026-11-23 is a Monday. */
const isWorkday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const GROUND: PlanGround = {
  today: '2026-11-23',
  to: '2026-12-06',
  isWorkday,
  unitOf: (street) => street && `U-${street}`,
};
const object = (code: string, dueOn: string, more: Partial<Subject> = {}): Subject => ({
  ...{ kind: 'object', code, object: code, category: 'catering', district: 'd', street: 's', dueOn, days: 'every' },
  ...more,
});
const point = (code: string, dueOn: string, of: string | null, more: Partial<Subject> = {}): Subject =>
  object(code, dueOn, { kind: 'point', object: of, category: 'pub.fire', days: 'workday', ...more });

describe('the plan of visits', () => {
  it('visits an object and its points together, with the topics of all', () => {
    const plan = planOf(
      [object('A', '2026-11-26'), point('P1', '2026-11-24', 'A'), point('P2', '2026-12-01', null)],
      GROUND,
    );
    expect(plan).toMatchObject([
      { object: 'A', points: ['P1'], dueOn: '2026-11-24', topics: ['fire', 'food', 'gas', 'sanitation'], unit: 'U-s' },
      { object: null, points: ['P2'], topics: ['fire'] },
    ]);
  });

  it('leaves out what is due later', () => {
    expect(planOf([object('A', '2026-12-07')], GROUND)).toEqual([]);
  });

  it('does on a workday before it what falls on a rest day, unless its grade asks for every day', () => {
    const saturday = '2026-11-28';
    expect(plannedOn({ dueOn: saturday, days: 'workday' }, GROUND)).toBe('2026-11-27');
    expect(plannedOn({ dueOn: saturday, days: 'every' }, GROUND)).toBe(saturday);
    // On a Saturday, what is due that day cannot be done before: the next workday.
    expect(plannedOn({ dueOn: saturday, days: 'workday' }, { today: saturday, isWorkday })).toBe('2026-11-30');
  });

  it('never plans into the past, and never on a rest day for what is visited on workdays', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 60 }), fc.constantFrom('every', 'workday'), (offset, days) => {
        const dueOn = addDays(GROUND.today, offset);
        const day = plannedOn({ dueOn, days }, GROUND);
        expect(day >= GROUND.today).toBe(true);
        expect(days === 'every' || isWorkday(day)).toBe(true);
        expect(day <= dueOn || dueOn < GROUND.today || !isWorkday(dueOn)).toBe(true);
      }),
    );
  });
});
