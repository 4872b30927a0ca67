import type { GradeRule } from '../../../protocol/grade-rule.js';

/**
 * Rules that every city starts from; the table grade_rule has them with those that a city added.
 * @source handbook §4.7, our default; how often a grade is visited stands in the table visit_frequency
 */
export const GRADE_RULES: readonly GradeRule[] = [
  {
    version: 1,
    validFrom: '2000-01-01',
    windowDays: 90,
    points: { offence: 15, complaint: 8, overdue: 20 },
    base: {
      ...{ catering: 10, market: 10, entertainment: 10, construction: 15, recycling: 15 },
      ...{ retail: 5, service: 5, other: 0 },
    },
    cleanDaysPerPoint: 10,
    least: { red: 60, yellow: 30 },
    source: '分值为本系统默认（handbook §4.7）',
  },
];
