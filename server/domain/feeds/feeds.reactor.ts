import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Entry } from '../../../protocol/facts.js';
import type { NewEntry, Reactor } from '../../journal/entry.js';
import { Follower } from '../../journal/follower.js';
import { judge } from './feeds.judge.js';
import { addFeeds, hear, lockFeeds, type Heard } from './feeds.queries.js';
import { later } from './feeds.rules.js';

/** Notes when feeds are heard, live and history alike, and reports a feed as recovered in the same transaction. */
@Injectable()
export class FeedsReactor implements Reactor, OnModuleInit {
  readonly name = 'feeds';
  readonly types = ['intake.recorded'] as const;

  constructor(private readonly follower: Follower) {}

  onModuleInit(): void {
    this.follower.register(this);
  }

  async react(entries: readonly Entry[], db: PoolClient): Promise<NewEntry[]> {
    const heard = [...foldHeard(entries).values()].sort((a, b) => (a.source < b.source ? -1 : 1));
    const sources = heard.map((h) => h.source);
    await addFeeds(db, sources);
    await lockFeeds(db, sources);
    await hear(
      db,
      heard.filter((h) => h.seenMs !== null),
    );
    const { feeds, nowMs } = await lockFeeds(db, sources);
    return judge(db, feeds, nowMs);
  }
}

/** What was heard of each source. */
function foldHeard(entries: readonly Entry[]): Map<string, Heard> {
  const heard = new Map<string, Heard>();
  for (const { fact } of entries) {
    if (fact.type !== 'intake.recorded') continue;
    const before = heard.get(fact.source) ?? { source: fact.source, seenMs: null, newestMs: null, transports: {} };
    const receivedMs = Date.parse(fact.receivedAt);
    heard.set(fact.source, {
      source: fact.source,
      seenMs: later(before.seenMs, receivedMs),
      newestMs: later(before.newestMs, fact.newest === null ? null : Date.parse(fact.newest)),
      transports: { ...before.transports, ...Object.fromEntries((fact.transports ?? []).map((t) => [t, receivedMs])) },
    });
  }
  return heard;
}
