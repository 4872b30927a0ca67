import type { ObjectCategory, ObjectGrade } from '../../../protocol/object.js';

/** How the grade of an object is worked out, from a day on. Points add up to a score of 0 to 100. */
export interface GradeRule {
  version: number;
  /** City day from which it holds. */
  validFrom: string;
  /** Days back in which offences, complaints and late corrections count. */
  windowDays: number;
  points: { offence: number; complaint: number; overdue: number };
  /** Points of the trade itself, 0 to 20. */
  base: Record<ObjectCategory, number>;
  /** So many days without an offence take one point off. */
  cleanDaysPerPoint: number;
  /** The least score of each grade. */
  least: Record<ObjectGrade, number>;
  /** Within how many days an object of each grade is to be looked at again. */
  checkDays: Record<ObjectGrade, number>;
  source: string;
}

/**
 * Rules by day, oldest first; the last one that holds is used and named in every grade.
 * @source frequencies of red and yellow: Pudong 2021 (red at least every 2 days, yellow at least weekly); points and green: handbook §4.7, our default
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
    least: { red: 60, yellow: 30, green: 0 },
    checkDays: { red: 2, yellow: 7, green: 30 },
    source: '浦东新区沿街商户三色分级（2021）的检查频次；分值为本系统默认',
  },
];
