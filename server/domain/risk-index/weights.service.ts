import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RiskWeights, RiskWeightsInput } from '../../../protocol/risk.js';
import { Audit } from '../../identity/audit.service.js';
import { Database } from '../../platform/database.js';
import { DomainError } from '../../platform/domain-error.js';
import { DEFAULT_WEIGHTS } from './weights.data.js';
import { addWeights, listWeights, newestWeights } from './weights.queries.js';
import { faultIn, weightsOf } from './weights.rules.js';

/** The weights of the index, by versions that nobody changes. */
@Injectable()
export class RiskWeightBook implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
  ) {}

  /** Begins with our own where a city has none. */
  async onModuleInit(): Promise<void> {
    const first = { version: 1, by: null, reason: 'city-brain' };
    await this.db.tx(this.db.system, (client) => addWeights(client, first, DEFAULT_WEIGHTS));
  }

  /** Every version, the newest first. */
  list(): Promise<RiskWeights[]> {
    return listWeights(this.db.query);
  }

  /**
   * Publishes a new version: the one before with what differs.
   * @throws 409 risk-weights/not-newest when `base` is not in force any more, 422 risk-weights/unusable when they do not work together
   */
  async publish(input: RiskWeightsInput, by: { username: string; address: string | null }): Promise<RiskWeights> {
    return this.db.tx(this.db.system, async (client) => {
      const base = (await newestWeights(client)) as RiskWeights;
      if (base.version !== input.base) throw notNewest(base.version);
      const changed = new Map(input.weights.map((weight) => [weight.name, weight]));
      const weights = base.weights.map((weight) => changed.get(weight.name) ?? weight);
      const fault = faultIn(weightsOf(weights));
      if (fault) throw new DomainError(422, 'risk-weights/unusable', fault);
      const next = { version: base.version + 1, by: by.username, reason: input.reason };
      if (!(await addWeights(client, next, weights))) throw notNewest(next.version);
      const detail = { version: next.version, reason: input.reason, weights: input.weights.map((w) => w.name) };
      await this.audit.record(
        {
          actor: by.username,
          action: 'risk-weights.published',
          subject: String(next.version),
          detail,
          address: by.address,
        },
        client,
      );
      return (await newestWeights(client)) as RiskWeights;
    });
  }
}

function notNewest(version: number): DomainError {
  return new DomainError(409, 'risk-weights/not-newest', `version ${version} is in force; start from it`);
}
