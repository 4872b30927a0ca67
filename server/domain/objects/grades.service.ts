import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { ObjectGrade } from '../../../protocol/object.js';
import type { NewEntry } from '../../journal/entry.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { gradeOf, ruleOn } from './grade.rules.js';
import { readGradeRules } from './grade-rules.queries.js';
import { judge, saveGrades } from './grades.queries.js';
import { checkDaysOf } from './visits/frequencies.queries.js';

/** Gives objects their grade, in the caller's transaction. */
@Injectable()
export class Grades {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
  ) {}

  /** Days within which an object of each grade is looked at again. */
  checkDays(): Promise<Record<ObjectGrade, number>> {
    return checkDaysOf(this.db.query);
  }

  /** Grades objects by what they did (null: all of them); answers the facts of those whose grade changed. */
  async regrade(db: ClientBase, codes: readonly string[] | null): Promise<NewEntry[]> {
    if (codes?.length === 0) return [];
    const rule = ruleOn(this.clock.dayOf(this.clock.now()), await readGradeRules(db));
    const judged = await judge(db, codes, rule.windowDays);
    const graded = judged.map((object) => {
      const now = gradeOf(object, rule);
      return { ...now, object, code: object.code, isMoved: object.isFresh || now.grade !== object.grade };
    });
    await saveGrades(
      db,
      graded.map(({ code, grade, reason, isMoved }) => ({ code, grade, reason, isMoved })),
    );
    return graded
      .filter(({ object, grade }) => grade !== object.grade)
      .map(({ object, grade, reason }): NewEntry => {
        const { code, district, grade: from } = object;
        return { fact: { type: 'object.graded', object: code, district, from, to: grade, reason }, subject: code };
      });
  }
}
