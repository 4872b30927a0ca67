import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { Clock } from '../../platform/clock.js';
import { readKnown } from './reports.queries.js';
import type { Seen } from './reports.rules.js';
import { Reports } from './reports.service.js';

/** Asks for reports when an incident is graded, and goes on or stops as the incident does. */
@Injectable()
export class ReportsReactor implements Reactor, OnModuleInit {
  readonly name = 'reports';
  readonly types = ['incident.opened', 'incident.moved', 'incident.changed'] as const;

  constructor(
    private readonly follower: Follower,
    private readonly reports: Reports,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const seen = entries.flatMap((entry) => this.seenIn(entry));
    const ids = [...new Set(seen.map((s) => s.card.id))];
    const known = await readKnown(db, ids);
    const facts: NewEntry[] = [];
    // Nearly no incident has a level: only those that have one, or had, are looked at closer.
    const graded = new Set(seen.filter((s) => s.card.level !== null).map((s) => s.card.id));
    // In the order of incidents, as timers fire: no two then wait for each other.
    for (const { seq, ...one } of seen.toSorted(byIncident)) {
      if (!graded.has(one.card.id) && !known.has(one.card.id)) continue;
      facts.push(...(await this.reports.follow(db, one, seq)));
    }
    return facts;
  }

  private seenIn({ fact, at, seq }: Entry): (Seen & { seq: number })[] {
    if (!('card' in fact)) return [];
    const atMs = Date.parse(at);
    return [{ card: fact.card, atMs, day: this.clock.dayOf(atMs), seq }];
  }
}

const byIncident = (a: Seen & { seq: number }, b: Seen & { seq: number }) =>
  a.card.id === b.card.id ? a.seq - b.seq : a.card.id < b.card.id ? -1 : 1;
