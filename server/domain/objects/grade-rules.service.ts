import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { GradeRuleInput, GradeRules } from '../../../protocol/grade-rule.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { GRADE_RULES } from './grade.data.js';
import { ruleOn } from './grade.rules.js';
import { addGradeRules, lockGradeRules, readGradeRules, withdrawGradeRule } from './grade-rules.queries.js';

interface Doer {
  actor: string;
  address: string;
}

/** The rules by which objects are graded, versioned by day. A change begins on a day ahead; that night everything is graded by it. */
@Injectable()
export class GradeRuleBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async onModuleInit(): Promise<void> {
    await addGradeRules(this.db.system, GRADE_RULES, null);
  }

  /** Every rule, the newest first. */
  async list(): Promise<GradeRules> {
    const rules = await readGradeRules(this.db.query, true);
    const live = rules.filter((rule) => rule.withdrawnAt === null);
    return { rules: rules.toSorted((a, b) => b.version - a.version), inForce: ruleOn(this.today(), live).version };
  }

  /** Adds a rule that begins on a day ahead. @throws grade-rule/not-ahead (422) */
  async add(rule: GradeRuleInput, by: Doer): Promise<GradeRules> {
    const today = this.today();
    if (rule.validFrom <= today) {
      const detail = `must lie after ${today}: grades that were given stay explained by their rule`;
      const fault = { pointer: '/validFrom', code: 'grade-rule/not-ahead', detail };
      throw new DomainError(422, fault.code, detail, { errors: [fault] });
    }
    await this.db.tx(this.db.query, async (db) => {
      await lockGradeRules(db);
      const version = Math.max(...(await readGradeRules(db, true)).map((r) => r.version), 0) + 1;
      await addGradeRules(db, [{ ...rule, version }], by.actor);
      await this.audit.record({ ...by, action: 'grade-rule.added', subject: `${version}`, detail: { ...rule } }, db);
    });
    return this.list();
  }

  /** Takes back a rule that has not begun. @throws grade-rule/unknown (404), grade-rule/has-begun (409) */
  async withdraw(version: number, by: Doer): Promise<GradeRules> {
    await this.db.tx(this.db.query, async (db) => {
      await lockGradeRules(db);
      const rule = (await readGradeRules(db)).find((r) => r.version === version);
      if (!rule) throw new DomainError(404, 'grade-rule/unknown', `there is no rule of version ${version}`);
      if (rule.validFrom <= this.today())
        throw new DomainError(
          409,
          'grade-rule/has-begun',
          `version ${version} holds since ${rule.validFrom}; add one that follows it`,
        );
      await withdrawGradeRule(db, version, by.actor);
      await this.audit.record({ ...by, action: 'grade-rule.withdrawn', subject: `${version}` }, db);
    });
    return this.list();
  }

  private today(): string {
    return this.clock.dayOf(this.clock.now());
  }
}
