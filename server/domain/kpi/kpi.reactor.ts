import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { KpiCounting } from './kpi-counting.service.js';
import { COUNTING, namedBy } from './kpi-count.rules.js';

/** Messages of one pull: what one transaction counts. */
const MOST_MESSAGES = 2000;

/**
 * Keeps what indicators are made of. It reads each subject as it stands now and counts the difference to how it was counted before, so that facts
 * that come late, twice or in another order end in the same numbers.
 */
@Injectable()
export class KpiReactor implements Reactor, OnModuleInit {
  readonly name = 'kpi';
  readonly types = COUNTING;
  readonly load = {
    most: MOST_MESSAGES,
    weigh: ({ fact }: Entry) => (fact.type === 'intake.recorded' ? fact.observations : 1),
  };

  constructor(
    private readonly follower: Follower,
    private readonly counting: KpiCounting,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    await this.counting.count(db, namedBy(entries));
    return [];
  }
}
