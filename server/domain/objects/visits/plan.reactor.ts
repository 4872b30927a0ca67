import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../../journal/entry.js';
import { Follower } from '../../../journal/follower.js';
import { VisitPlan } from './plan.service.js';

/** Plans anew what changed its grade: a red object is on the plan at once, not in the night. */
@Injectable()
export class VisitPlanReactor implements Reactor, OnModuleInit {
  readonly name = 'visit-plan';
  readonly types = ['object.graded', 'risk-point.changed'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly plan: VisitPlan,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const codes = new Set(entries.flatMap(({ subject }) => (subject === null ? [] : [subject])));
    if (codes.size > 0) await this.plan.follow(db, [...codes]);
    return [];
  }
}
