import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { AlertDrafts } from './alert-drafts.service.js';

/** Compiles the draft of a month when it is due, once; a month that has one keeps it. */
@Injectable()
export class AlertsReactor implements Reactor, OnModuleInit {
  readonly name = 'alert-drafts';
  readonly types = ['alert.due'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly drafts: AlertDrafts,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const facts: NewEntry[] = [];
    for (const { fact, seq } of entries)
      if (fact.type === 'alert.due')
        facts.push(...(await this.drafts.draft(db, fact.month, null)).map((entry) => ({ ...entry, cause: seq })));
    return facts;
  }
}
