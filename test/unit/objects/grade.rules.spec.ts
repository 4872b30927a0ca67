import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GRADES, ObjectCategory } from '../../../protocol/object.js';
import { GRADE_RULES } from '../../../server/domain/objects/grade.data.js';
import { gradeOf, ruleOn, type Conduct } from '../../../server/domain/objects/grade.rules.js';

const [RULE] = GRADE_RULES;
const rule = RULE as (typeof GRADE_RULES)[number];
const conduct: fc.Arbitrary<Conduct> = fc.record({
  category: fc.constantFrom(...ObjectCategory.options),
  offences: fc.nat(20),
  complaints: fc.nat(20),
  overdue: fc.nat(20),
  cleanDays: fc.nat(rule.windowDays),
});
/** 0 is the worst. */
const rank = (c: Conduct) => GRADES.indexOf(gradeOf(c, rule).grade);

describe('the grade of an object', () => {
  it.each([
    ['a new shop of no trade that weighs', {}, 'green', 0],
    ['a restaurant with one offence today', { category: 'catering', offences: 1 }, 'green', 25],
    ['a restaurant with two', { category: 'catering', offences: 2 }, 'yellow', 40],
    ['with two, and one of them put right late', { category: 'catering', offences: 2, overdue: 1 }, 'red', 60],
    ['two offences, the last one 50 days ago', { offences: 2, cleanDays: 50 }, 'green', 25],
    ['complaints alone', { complaints: 4 }, 'yellow', 32],
    ['more than the scale holds', { offences: 20, overdue: 20 }, 'red', 100],
  ] as const)('%s', (_, did, grade, score) => {
    const is = gradeOf({ category: 'other', offences: 0, complaints: 0, overdue: 0, cleanDays: 0, ...did }, rule);
    expect(is).toMatchObject({ grade, reason: { score, rule: 1, windowDays: 90 } });
  });

  it('stays within the scale and says what it comes from', () => {
    fc.assert(
      fc.property(conduct, (c) => {
        const { grade, reason } = gradeOf(c, rule);
        expect(reason.score).toBeGreaterThanOrEqual({ green: 0, ...rule.least }[grade]);
        expect(reason.score).toBeLessThanOrEqual(100);
        const { category: _category, ...counts } = c;
        expect(reason).toMatchObject(counts);
      }),
    );
  });

  it('never gets better by doing more wrong, nor worse by staying clean', () => {
    fc.assert(
      fc.property(conduct, fc.constantFrom('offences', 'complaints', 'overdue'), fc.nat(5), (c, what, more) => {
        expect(rank({ ...c, [what]: c[what] + more })).toBeLessThanOrEqual(rank(c));
        expect(rank({ ...c, cleanDays: c.cleanDays + more * 10 })).toBeGreaterThanOrEqual(rank(c));
      }),
    );
  });

  it('goes by the rule of the day', () => {
    const later = { ...rule, version: 2, validFrom: '2027-01-01' };
    expect(ruleOn('2026-12-31', [rule, later]).version).toBe(1);
    expect(ruleOn('2027-01-01', [rule, later]).version).toBe(2);
  });
});
