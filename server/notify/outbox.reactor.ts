import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../protocol/facts.js';
import type { NewEntry, Reactor } from '../journal/entry.js';
import { Follower } from '../journal/follower.js';
import { Outbox } from './outbox.service.js';

/** Turns facts into notices, once each. */
@Injectable()
export class OutboxReactor implements Reactor, OnModuleInit {
  readonly name = 'notices';
  readonly types = [
    ...([
      'dispatch.assigned',
      'dispatch.undone',
      'dispatch.withdrawn',
      'dispatch.returned',
      'dispatch.handled',
    ] as const),
    ...([
      'incident.moved',
      'incident.changed',
      'report.asked',
      'report.late',
      'roster.gap-found',
      'handover.overdue',
      'escalation.raised',
    ] as const),
    ...([
      'alert.compiled',
      'alert.consulted',
      'alert.reminded',
      'alert.submitted',
      'alert.published',
      'alert.corrected',
      'alert.withdrawn',
    ] as const),
  ];

  constructor(
    private readonly follower: Follower,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const facts: NewEntry[] = [];
    for (const entry of entries) facts.push(...(await this.outbox.take(db, entry)));
    return facts;
  }
}
