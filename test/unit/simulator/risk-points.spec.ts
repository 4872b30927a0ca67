import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { RISK_GRADES } from '../../../protocol/risk-grade.js';
import { RiskPointInput } from '../../../protocol/risk-point.js';
import { RISK_TYPES } from '../../../server/city/catalogue/risk.data.js';
import { RISK_POINT_LINE } from '../../../server/city/registers/lines.rules.js';
import { assess, methodOn } from '../../../server/city/registers/risk-grade.rules.js';
import { registerLines } from '../../../server/domain/objects/register-csv.rules.js';
import { riskPointsOf } from '../../../simulator/risk-points.js';

const PROFILE = fileURLToPath(new URL('../../../simulator/lanchuan', import.meta.url));
const NOW = Date.parse('2026-11-23T02:00:00Z');

it('the demo city registers about a hundred risk points of every grade that the register takes, the same each time', () => {
  const csv = riskPointsOf(PROFILE, 20_261, NOW);
  const { lines, rejected } = registerLines<RiskPointInput>(csv, { schema: RiskPointInput, shape: RISK_POINT_LINE });
  expect(rejected).toEqual([]);
  expect(lines.length).toBeGreaterThan(90);
  expect(lines.length).toBeLessThan(120);
  const grades = lines.map(({ input: { assessment } }) => {
    const graded = assess(assessment, methodOn(assessment.method, '2026-11-23'));
    return 'grade' in graded ? graded.grade : graded.code;
  });
  expect([...new Set(grades)].toSorted()).toEqual(RISK_GRADES.toSorted());
  expect(grades.filter((grade) => grade === 'red').length).toBeLessThan(lines.length / 5);
  const known = new Set(RISK_TYPES.map(([code]) => code));
  expect(lines.filter(({ input }) => !known.has(input.category))).toEqual([]);
  expect(lines.filter(({ input }) => (input.visitedOn ?? '') > '2026-11-23')).toEqual([]);
  expect(riskPointsOf(PROFILE, 20_261, NOW)).toBe(csv);
});
