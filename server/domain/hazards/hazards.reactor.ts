import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { happeningOf } from './happening.rules.js';
import { readWarningWords } from './watches.queries.js';
import { WatchBook, type Told } from './watches.service.js';

/** Follows what happened down the hazard chain, in the order in which it was told. */
@Injectable()
export class HazardsReactor implements Reactor, OnModuleInit {
  readonly name = 'hazards';
  readonly types = ['incident.opened', 'alarm.raised', 'signal.confirmed', 'warning.issued'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly book: WatchBook,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const told: Told[] = [];
    for (const entry of entries) {
      const { fact } = entry;
      const words = fact.type === 'warning.issued' ? await readWarningWords(db, fact.warning.id) : '';
      const happening = happeningOf(entry, words);
      if (happening) told.push({ happening, cause: entry.seq });
    }
    return this.book.follow(db, told);
  }
}
