import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SignalRule, SignalRuleView } from '../../../../protocol/signal.js';
import { Audit } from '../../../identity/audit.service.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { Detector } from './detector.service.js';
import { addBuiltIn, addVersion, keepBacktest, listRules, switchRule } from './rules.queries.js';
import { BUILT_IN_SIGNAL_RULES } from './signal-rules.data.js';

/** Who changes a rule, for the audit. */
export interface Changer {
  username: string;
  address: string | null;
}

/** The rules of signals: written, tried over the city's own past, and only then put in force. */
@Injectable()
export class SignalRuleBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly detector: Detector,
    private readonly audit: Audit,
  ) {}

  async onModuleInit(): Promise<void> {
    await addBuiltIn(this.db.system, BUILT_IN_SIGNAL_RULES);
  }

  list(): Promise<SignalRuleView[]> {
    return listRules(this.db.query);
  }

  /** Writes a new version; what is live goes on. */
  async save(rule: SignalRule, by: Changer): Promise<SignalRuleView> {
    const version = await this.db.tx(this.db.system, async (client) => {
      const added = await addVersion(client, rule, by.username);
      await this.note(client, { action: 'signal-rule.saved', id: rule.id, version: added, by });
      return added;
    });
    return this.find(rule.id, version);
  }

  /** Tries the newest version over the past and keeps what came of it. @throws 404 signal-rule/unknown */
  async backtest(id: string): Promise<SignalRuleView> {
    const { definition, version } = await this.find(id);
    await keepBacktest(this.db.system, { id, version }, await this.detector.backtest(definition));
    return this.find(id, version);
  }

  /** Puts the newest version in force, or takes the rule out of force. @throws 409 signal-rule/not-tried */
  async switch(id: string, live: boolean, by: Changer): Promise<SignalRuleView> {
    const { version, backtest } = await this.find(id);
    if (live && backtest === null)
      throw new DomainError(
        409,
        'signal-rule/not-tried',
        `version ${version} of ${id} was not tried over the past; back-test it first`,
      );
    await this.db.tx(this.db.system, async (client) => {
      await switchRule(client, id, live ? version : null);
      await this.note(client, { action: live ? 'signal-rule.live' : 'signal-rule.off', id, version, by });
    });
    return this.find(id, version);
  }

  private async find(id: string, version?: number): Promise<SignalRuleView> {
    const found = await listRules(this.db.query, id);
    const rule = version === undefined ? found[0] : found.find((r) => r.version === version);
    if (!rule) throw new DomainError(404, 'signal-rule/unknown', `no rule ${id}`);
    return rule;
  }

  private note(
    client: Parameters<Audit['record']>[1],
    { action, id, version, by }: { action: string; id: string; version: number; by: Changer },
  ): Promise<unknown> {
    return this.audit.record(
      { actor: by.username, action, subject: id, detail: { version }, address: by.address },
      client,
    );
  }
}
