import { Injectable } from '@nestjs/common';
import type { Escalation, EscalationChain } from '../../../protocol/escalation.js';
import { CityStore } from '../../city/city.store.js';
import { Audit } from '../../identity/audit.service.js';
import { Journal } from '../../journal/journal.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import type { Principal } from '../../platform/principal.js';
import { Timers } from '../../timers/timers.js';
import * as queries from './escalations.queries.js';
import { entryOf, nextKey } from './escalations.service.js';

/** What people ask of escalations. */
@Injectable()
export class EscalationCommands {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
    private readonly timers: Timers,
    private readonly city: CityStore,
    private readonly audit: Audit,
  ) {}

  raised(scope: queries.EscalationScope): Promise<Escalation[]> {
    return queries.readRaised(this.db.query, scope);
  }

  chains(): Promise<EscalationChain[]> {
    return queries.readChains(this.db.query);
  }

  /** Stops an escalation: somebody has taken note. Doing it again changes nothing. @throws escalation/unknown (404), escalation/ended (409) */
  async acknowledge(id: string, who: Principal, scope: queries.EscalationScope): Promise<Escalation> {
    return this.db.tx(this.db.query, async (db) => {
      const found = await queries.readOne(db, id, scope);
      if (!found) throw new DomainError(404, 'escalation/unknown', `no escalation ${id} within your reach`);
      await queries.lockEscalations(db, found.incident);
      const before = (await queries.readOne(db, id, queries.EVERYTHING)) as Escalation;
      if (before.state === 'ended')
        throw new DomainError(409, 'escalation/ended', 'its reason is gone; nothing is left to acknowledge');
      if (before.state === 'acknowledged') return before;
      await queries.acknowledge(db, id, who.username);
      await this.timers.drop(db, nextKey(before));
      const after = (await queries.readOne(db, id, queries.EVERYTHING)) as Escalation;
      await this.journal.append(db, [entryOf('escalation.acknowledged', after, { actor: who.username })]);
      return after;
    });
  }

  /** Adds a chain or changes one; escalations under way go on by it. @throws escalation/unknown-calendar (422) */
  async save(chain: EscalationChain, by: { actor: string; address: string }): Promise<EscalationChain> {
    if (!this.city.current.rows.calendars.some((c) => c.id === chain.calendar)) {
      const detail = `the city has no service calendar ${chain.calendar}`;
      throw new DomainError(422, 'escalation/unknown-calendar', detail);
    }
    await this.db.tx(this.db.query, async (db) => {
      await queries.saveChain(db, chain);
      const { id, ...detail } = chain;
      await this.audit.record({ action: 'escalation-chain.changed', subject: id, detail, ...by }, db);
    });
    return chain;
  }
}
