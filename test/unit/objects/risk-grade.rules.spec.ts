import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RISK_GRADES, type AssessmentInput } from '../../../protocol/risk-grade.js';
import { assess, methodOn } from '../../../server/city/registers/risk-grade.rules.js';
import { RISK_METHODS } from '../../../server/city/registers/risk-methods.data.js';

const [LS, LEC] = [methodOn('ls', '2026-11-23'), methodOn('lec', '2026-11-23')];
const lec = (likelihood: number, exposure: number, consequence: number) =>
  assess({ method: 'lec', likelihood, exposure, consequence }, LEC);
const ls = (likelihood: number, consequence: number) => assess({ method: 'ls', likelihood, consequence }, LS);

describe('grading of risk points', () => {
  it('follows the vectors of LEC: likelihood x exposure x consequence', () => {
    expect(lec(6, 6, 15)).toMatchObject({ score: 540, grade: 'red', version: 1 });
    expect(lec(3, 6, 15)).toMatchObject({ score: 270, grade: 'orange' });
    expect(lec(1, 6, 15)).toMatchObject({ score: 90, grade: 'yellow' });
    expect(lec(0.5, 3, 7)).toMatchObject({ score: 10.5, grade: 'blue' });
    // Tenths are exact: 0.2 x 3 x 7 is 4.2, not 4.200000000000001.
    expect(lec(0.2, 3, 7)).toMatchObject({ score: 4.2 });
    // No bound is met exactly but that of yellow: 10 x 1 x 7.
    expect(lec(10, 1, 7)).toMatchObject({ score: 70, grade: 'yellow' });
  });

  it('follows the matrix, and what may be a catastrophe is never below yellow', () => {
    expect(ls(4, 5)).toMatchObject({ score: 20, grade: 'red', isRaised: false });
    expect(ls(3, 5)).toMatchObject({ score: 15, grade: 'orange' });
    expect(ls(2, 4)).toMatchObject({ score: 8, grade: 'yellow' });
    expect(ls(3, 2)).toMatchObject({ score: 6, grade: 'blue' });
    expect(ls(1, 5)).toMatchObject({ score: 5, grade: 'yellow', isRaised: true });
    expect(ls(1, 4)).toMatchObject({ score: 4, grade: 'blue', isRaised: false });
  });

  it('refuses values that the method does not know, at their place', () => {
    expect(ls(6, 1)).toMatchObject({ pointer: '/assessment/likelihood', code: 'risk-point/unknown-value' });
    expect(lec(1, 4, 1)).toMatchObject({ pointer: '/assessment/exposure' });
    expect(lec(1, 1, 2)).toMatchObject({ pointer: '/assessment/consequence' });
  });

  it('never grades lower when something is more likely or worse', () => {
    const values = (steps: readonly { value: number }[]) => fc.constantFrom(...steps.map((s) => s.value));
    fc.assert(
      fc.property(fc.constantFrom(...RISK_METHODS), fc.gen(), (rule, pick) => {
        const point = () => ({
          likelihood: pick(values, rule.likelihood),
          consequence: pick(values, rule.consequence),
          ...(rule.exposure && { exposure: pick(values, rule.exposure) }),
        });
        const [a, b] = [point(), point()];
        const worse = Object.fromEntries(
          Object.entries(a).map(([name, value]) => [name, Math.max(value, b[name as 'likelihood'])]),
        );
        const rank = (input: object) => {
          const graded = assess({ method: rule.method, ...input } as AssessmentInput, rule);
          return 'grade' in graded ? RISK_GRADES.indexOf(graded.grade) : NaN;
        };
        expect(rank(worse)).toBeLessThanOrEqual(rank(a));
      }),
    );
  });

  it('goes by the version that holds on the day', () => {
    const later = { ...LS, version: 2, validFrom: '2027-01-01' };
    expect(methodOn('ls', '2026-12-31', [LS, later]).version).toBe(1);
    expect(methodOn('ls', '2027-01-01', [LS, later]).version).toBe(2);
  });
});
