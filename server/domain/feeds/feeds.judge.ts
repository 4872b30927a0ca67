import type { ClientBase } from 'pg';
import type { NewEntry } from '../../journal/entry.js';
import { setStatus, type Feed } from './feeds.queries.js';
import { statusOf } from './feeds.rules.js';

/** Tells which feeds no longer have the status that is stored for them. */
export function changedFeeds(feeds: readonly Feed[], nowMs: number): Feed[] {
  return feeds.filter((feed) => statusOf(feed, nowMs) !== feed.status);
}

/** Stores the status of locked feeds that changed, and answers one `feed.changed` for each. */
export async function judge(db: ClientBase, feeds: readonly Feed[], nowMs: number): Promise<NewEntry[]> {
  const facts: NewEntry[] = [];
  for (const feed of changedFeeds(feeds, nowMs)) {
    const to = statusOf(feed, nowMs);
    await setStatus(db, feed.source, to);
    const since = feed.lastSeenMs === null ? null : new Date(feed.lastSeenMs).toISOString();
    const fact = { type: 'feed.changed', source: feed.source, from: feed.status, to, since } as const;
    facts.push({ fact, subject: feed.source, source: feed.source });
  }
  return facts;
}
