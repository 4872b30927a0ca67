import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../../journal/entry.js';
import { Follower } from '../../../journal/follower.js';
import { Duplicates } from './duplicates.service.js';

/** Looks for near-duplicates of every incident that opens, and again when its record says something else. */
@Injectable()
export class DuplicatesReactor implements Reactor, OnModuleInit {
  readonly name = 'duplicates';
  readonly types = ['incident.opened', 'incident.changed'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly duplicates: Duplicates,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const ids = new Set(entries.flatMap(({ subject, fact }) => (subject !== null && isAnew(fact) ? [subject] : [])));
    if (ids.size > 0) await this.duplicates.look(db, [...ids]);
    return [];
  }
}

function isAnew(fact: Entry['fact']): boolean {
  return fact.type === 'incident.opened' || (fact.type === 'incident.changed' && fact.what === 'amended');
}
