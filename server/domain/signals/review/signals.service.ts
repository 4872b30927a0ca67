import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { SignalChanged } from '../../../../protocol/facts/risk.js';
import type { Signal, SignalDecision } from '../../../../protocol/signal.js';
import { Journal } from '../../../journal/journal.js';
import type { NewEntry } from '../../../journal/entry.js';
import { Database } from '../../../platform/database.js';
import { DomainError } from '../../../platform/domain-error.js';
import { uuidTimeMs } from '../../../platform/ids.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { cardOf, decideSignal, isFiled, lockSignal, readSignal } from './signals.queries.js';

/** Review of signals: what a rule found becomes an incident, or is dismissed with a reason. */
@Injectable()
export class SignalReview {
  constructor(
    private readonly db: Database,
    private readonly journal: Journal,
  ) {}

  /**
   * Decides about a signal, once.
   * @throws signal/unknown (404), signal/decided (409, with it as it stands), signal/not-filed (409)
   */
  decide(id: string, decision: SignalDecision, who: Principal): Promise<Signal> {
    const reach = districtsOf(who, 'signals.review');
    return this.db.tx(this.db.system, async (client) => {
      const state = await lockSignal(client, id);
      const present = state && (await readSignal(client, id, reach));
      if (!present) throw new DomainError(404, 'signal/unknown', 'no signal of your districts has this id');
      if (state !== 'waiting') throw new DomainError(409, 'signal/decided', `it was ${state} already`, { present });
      if (decision.outcome === 'confirmed' && !(await isFiled(client, id, uuidTimeMs(id))))
        throw new DomainError(409, 'signal/not-filed', 'file it first: POST /api/v1/calls with its id as key');
      const reason = decision.outcome === 'dismissed' ? decision.reason : null;
      await decideSignal(client, { id, state: decision.outcome, by: who.username, reason });
      return this.tell(client, id, { type: `signal.${decision.outcome}`, actor: who.username });
    });
  }

  private async tell(
    client: PoolClient,
    id: string,
    { type, actor }: { type: SignalChanged['type']; actor: string },
  ): Promise<Signal> {
    const after = (await readSignal(client, id, null)) as Signal;
    await this.journal.append(client, [{ ...entryOf(type, after), actor }]);
    return after;
  }
}

/** Puts a fact about a signal on its way: the signal is its subject. */
export function entryOf(type: SignalChanged['type'], signal: Signal): NewEntry {
  return { fact: { type, signal: cardOf(signal) }, subject: signal.id, isDrill: signal.isDrill };
}
