import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { WarningBook } from './warnings.service.js';

/** Makes warnings of the messages that the intake kept, in the order in which they came. */
@Injectable()
export class WarningsReactor implements Reactor, OnModuleInit {
  readonly name = 'warnings';
  readonly types = ['warning.received'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly book: WarningBook,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const facts: NewEntry[] = [];
    for (const { seq, fact } of entries) {
      if (fact.type === 'warning.received') facts.push(...(await this.book.follow(db, fact.message, seq)));
    }
    return facts;
  }
}
