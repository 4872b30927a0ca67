import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { Filing, FilingChoice, FilingCondition, FilingConditionRow } from '../../../../protocol/filing.js';
import type { IncidentCard } from '../../../../protocol/incident.js';
import { Limits } from '../../../city/clocks/limits.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { refused } from '../refusals.js';
import { BUILT_IN_CONDITIONS } from './conditions.data.js';
import { addConditions, readConditions, readFiledBy } from './filing.queries.js';
import { conditionFor, inForce } from './filing.rules.js';

type Kind = Pick<IncidentCard, 'procedure' | 'type' | 'priority' | 'district'>;

/** Filing conditions (立案条件): what must hold before an incident is filed, and the limit that each one brings. */
@Injectable()
export class FilingBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly limits: Limits,
  ) {}

  async onModuleInit(): Promise<void> {
    await addConditions(this.db.system, BUILT_IN_CONDITIONS);
  }

  /** Every condition, past ones too. */
  list(): Promise<FilingConditionRow[]> {
    return readConditions(this.db.query, null);
  }

  /** By which condition an incident is filed now. @throws incident/condition-missing, incident/condition-unknown (422) */
  async conditionOf(db: ClientBase, type: string, said: string | null): Promise<string | null> {
    const condition = conditionFor(inForce(await readConditions(db, type), this.today()), said);
    if (condition !== null && typeof condition !== 'string') throw refused(condition);
    return condition;
  }

  /** How an incident was filed; `isChoosing`: with what it can be filed by. */
  async filingOf(db: ClientBase, incident: Kind & { id: string }, isChoosing: boolean): Promise<Filing> {
    const condition = await readFiledBy(db, incident.id);
    if (!isChoosing && condition === null) return { condition, choices: [] };
    const choices = inForce(await readConditions(db, incident.type), this.today());
    return { condition, choices: choices.map((choice) => this.choiceOf(choice, incident)) };
  }

  private choiceOf(
    { id, nameZh, nameEn }: FilingCondition,
    { procedure, type, priority, district }: Kind,
  ): FilingChoice {
    const kind = { procedure, type, priority, district, step: null, condition: id };
    const limit = this.limits.limitOf({ ...kind, fromMs: this.clock.now() });
    const { amount, unit, calendar } = limit ?? {};
    const isKnown = amount !== undefined && unit !== undefined && calendar !== undefined;
    return { id, nameZh, nameEn, limit: isKnown ? { amount, unit, calendar } : null };
  }

  private today(): string {
    return this.clock.dayOf(this.clock.now());
  }
}
