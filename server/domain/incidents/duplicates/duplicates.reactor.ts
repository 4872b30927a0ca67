import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../../journal/entry.js';
import { Follower } from '../../../journal/follower.js';
import { Duplicates } from './duplicates.service.js';
import type { Waiting } from './turn.rules.js';

/** Looks for near-duplicates of every incident that opens, and again when its record says something else. A flood leaves it behind by no more than it can bear. */
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
    const anew = entries.filter(({ fact }) => isAnew(fact));
    const waiting = new Map(
      anew.flatMap((entry) => (entry.subject === null ? [] : [[entry.subject, waitingIn(entry)]])),
    );
    const [first] = anew;
    if (first) await this.duplicates.look(db, [...waiting.values()], Date.parse(first.at));
    return [];
  }
}

function waitingIn({ subject, fact }: Entry): Waiting {
  return { id: subject ?? '', priority: 'card' in fact ? fact.card.priority : 4 };
}

function isAnew(fact: Entry['fact']): boolean {
  return fact.type === 'incident.opened' || (fact.type === 'incident.changed' && fact.what === 'amended');
}
