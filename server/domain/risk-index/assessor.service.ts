import { Injectable } from '@nestjs/common';
import { newest } from '../../journal/journal.queries.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database.js';
import { assess, type CellState } from './assess.rules.js';
import { RiskCauses } from './causes.service.js';
import type { Weights } from './causes.js';
import type { Now } from './pace.rules.js';
import { newestWeights } from './weights.queries.js';
import { weightsOf } from './weights.rules.js';

/** The whole map as the causes make it at one moment, nothing of what it was before in it. `seq`: the journal's place of the causes. */
export interface Assessment {
  nowMs: number;
  seq: number;
  version: number;
  weights: Weights;
  states: CellState[];
}

/** Builds the index from scratch: every turn does, so the map can never drift from its causes. */
@Injectable()
export class RiskAssessor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly causes: RiskCauses,
  ) {}

  /** This moment, by both clocks. */
  now(): Now {
    return { realMs: performance.now(), cityMs: this.clock.now() };
  }

  /** Assesses the city as of now, in one snapshot. Undefined while there are no weights. */
  async look(): Promise<Assessment | undefined> {
    return this.db.tx(this.db.system, async (client) => {
      await client.query('set transaction isolation level repeatable read read only');
      const nowMs = this.clock.now();
      const published = await newestWeights(client);
      if (!published) return undefined;
      const { version } = published;
      const weights = weightsOf(published.weights);
      const usual = await this.causes.usualNow(client, { nowMs, version, weights });
      const causes = await this.causes.read(client, nowMs);
      const { seq } = await newest(client);
      return { nowMs, seq, version, weights, states: assess(causes, { weights, usual, nowMs }) };
    });
  }
}
