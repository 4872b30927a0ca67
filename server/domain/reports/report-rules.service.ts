import { Injectable } from '@nestjs/common';
import type { ReportRule, ReportRuleInput } from '../../../protocol/report.js';
import { Audit } from '../../identity/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { dayAfter, lastDayBefore } from '../../platform/validity.rules.js';
import { isRule, lockRules, readRules, saveRule } from './reports.queries.js';

interface Doer {
  actor: string;
  address: string;
}

/** Changes what must be reported upward: ahead only. Reports that were asked for keep their times. */
@Injectable()
export class ReportRuleAdmin {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * Adds a rule that begins on a day ahead, and ends the one it replaces the day before. @throws report-rule/not-ahead (422),
   * report-rule/id-taken (409), report-rule/unknown (404), report-rule/over (409) when that one has ended by then
   */
  async add({ replaces, ...rule }: ReportRuleInput, by: Doer): Promise<ReportRule> {
    const today = this.clock.dayOf(this.clock.now());
    if (rule.effectiveFrom <= today) throw refused(422, 'not-ahead', 'effectiveFrom', `must lie after ${today}`);
    await this.db.tx(this.db.query, async (db) => {
      await lockRules(db);
      if (await isRule(db, rule.id))
        throw refused(409, 'id-taken', 'id', `${rule.id} is there; give this one another id`);
      const before = (await readRules(db)).find((r) => r.id === replaces);
      if (replaces !== null && !before) throw refused(404, 'unknown', 'replaces', `there is no rule ${replaces}`);
      if (before) await saveRule(db, ended(before, rule.effectiveFrom));
      await saveRule(db, rule);
      await this.audit.record(
        { ...by, action: 'report-rule.added', subject: rule.id, detail: { ...rule, replaces } },
        db,
      );
    });
    return rule;
  }

  /** Ends a rule today: from tomorrow on it asks for nothing. @throws report-rule/unknown (404), report-rule/over (409) */
  async end(id: string, by: Doer): Promise<ReportRule> {
    return this.db.tx(this.db.query, async (db) => {
      await lockRules(db);
      const rule = (await readRules(db)).find((r) => r.id === id);
      if (!rule) throw refused(404, 'unknown', '', `there is no rule ${id.slice(0, 60)}`);
      const after = ended(rule, dayAfter(this.clock.dayOf(this.clock.now())));
      await saveRule(db, after);
      await this.audit.record(
        { ...by, action: 'report-rule.ended', subject: id, detail: { on: after.effectiveTo } },
        db,
      );
      return after;
    });
  }
}

function ended(rule: ReportRule, from: string): ReportRule {
  const last = lastDayBefore(from, { from: rule.effectiveFrom, to: rule.effectiveTo });
  if ('fault' in last) throw refused(409, 'over', 'replaces', `${rule.id} ${last.fault}`);
  return { ...rule, effectiveTo: last.on };
}

function refused(status: number, what: string, field: string, detail: string): DomainError {
  const code = `report-rule/${what}`;
  return new DomainError(status, code, detail, {
    errors: [{ pointer: field === '' ? '' : `/${field}`, code, detail }],
  });
}
