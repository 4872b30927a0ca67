import type { Entry } from '../../protocol/facts.js';
import type { FeedStatus, Transport, TransportChanged } from '../../protocol/facts/feeds.js';
import type { IntakeRecorded } from '../../protocol/facts/intake.js';
import { STRIP_BINS } from '../../protocol/live/situation.js';
import { minuteOf } from '../journal/recent-items.rules.js';
import { Keys } from './keys.rules.js';
import { MinuteCounts, type Counts } from './minute-counts.rules.js';
import { HELD_MINUTES } from './records.projection.js';
import type { Times } from './times.rules.js';

/** What is counted of each feed by the minute of receipt. */
const RECEIVED = ['observations', 'readings', 'duplicates', 'rejected', 'history'] as const;
type Received = (typeof RECEIVED)[number];

interface Feed {
  status: FeedStatus;
  lastSeenMs: number | null;
  newestMs: number | null;
  /** When it was last heard over each transport. */
  transports: Partial<Record<Transport, number>>;
}

export interface FeedsStart {
  feeds: readonly (Feed & { source: string })[];
  /** The newest change of each connection that a transport needs. */
  links: readonly TransportChanged[];
  received: readonly ({ minute: number; source: string } & Record<Received, number>)[];
}

/** Feeds by receipt: status, when last heard, what came. */
export class FeedsProjection {
  private readonly feeds = new Map<string, Feed>();
  private readonly linksBy = new Map<Transport, TransportChanged>();
  private readonly keys = new Keys<{ id: string; source: string; what: Received }>();
  private readonly counts = new MinuteCounts();
  private readonly hour = this.counts.window();
  private readonly day = this.counts.window();
  private readonly bins = this.counts.bins((key) => {
    const { source, what } = this.keys.get(key);
    return what === 'readings' ? source : '';
  });

  load(start: FeedsStart): void {
    for (const link of start.links) this.linksBy.set(link.transport, link);
    for (const { source, ...feed } of start.feeds) this.feeds.set(source, feed);
    for (const row of start.received)
      for (const what of RECEIVED) this.count(row.minute, row.source, { [what]: row[what] });
  }

  /** Counts what came. Drills and repeated entries are the caller's business. */
  apply({ fact, isDrill }: Entry): void {
    if (isDrill) return;
    if (fact.type === 'intake.recorded') this.count(minuteOf(fact.receivedAt), fact.source, cameBy(fact));
    else if (fact.type === 'intake.rejected') this.count(minuteOf(fact.receivedAt), fact.source, { rejected: fact.n });
  }

  /** Notes status and age. Applying an entry again, in order, changes nothing. */
  hear({ fact }: Entry): void {
    if (fact.type === 'intake.recorded') this.heard(fact);
    else if (fact.type === 'feed.changed') this.feeds.set(fact.source, { ...this.feed(fact.source), status: fact.to });
    else if (fact.type === 'transport.changed') this.linksBy.set(fact.transport, fact);
  }

  /** Where a feed stands; one never heard of is waiting. */
  feed(source: string): Feed {
    return this.feeds.get(source) ?? { status: 'waiting', lastSeenMs: null, newestMs: null, transports: {} };
  }

  /** Where the connections stand that transports need. */
  links(): readonly TransportChanged[] {
    return [...this.linksBy.values()];
  }

  /** Sums of a moment by source. */
  view(t: Times) {
    const hour = this.hour.over(t.hourFrom, t.to);
    const day = this.day.over(t.todayFrom, t.to);
    const of = (sums: Counts) => (source: string, what: Received) => sums.get(this.keyOf(source, what)) ?? 0;
    return {
      hour: of(hour),
      day: of(day),
      /** Readings per quarter of an hour. */
      line: (source: string) => this.bins.line(t.to, STRIP_BINS, (s) => s === source),
    };
  }

  /** Sum over all feeds of what was received in the epoch minutes [from, to). */
  sum(whats: readonly Received[], { from, to }: { from: number; to: number }): number {
    let sum = 0;
    for (let minute = from; minute < to; minute++) {
      for (const [key, count] of this.counts.at(minute)) if (whats.includes(this.keys.get(key).what)) sum += count;
    }
    return sum;
  }

  /** Forgets what no window of `minute` or later reaches. */
  forget(minute: number): void {
    this.counts.forgetBefore(minute - HELD_MINUTES);
    this.bins.forgetBefore(minute - HELD_MINUTES);
  }

  private heard({ source, receivedAt, newest, transports = [] }: IntakeRecorded): void {
    const feed = this.feed(source);
    const seenMs = Date.parse(receivedAt);
    this.feeds.set(source, {
      ...feed,
      lastSeenMs: Math.max(feed.lastSeenMs ?? -Infinity, seenMs),
      newestMs: newest === null ? feed.newestMs : Math.max(feed.newestMs ?? -Infinity, Date.parse(newest)),
      transports: { ...feed.transports, ...Object.fromEntries(transports.map((t) => [t, seenMs])) },
    });
  }

  private count(minute: number, source: string, numbers: Partial<Record<Received, number>>): void {
    for (const what of RECEIVED) this.counts.add(minute, this.keyOf(source, what), numbers[what] ?? 0);
  }

  private keyOf(source: string, what: Received): number {
    return this.keys.of(`${source}|${what}`, () => ({ source, what }));
  }
}

/** What a delivery adds. History is counted apart: a file of old records is no flow. */
function cameBy({ history, observations, readings, duplicates }: IntakeRecorded): Partial<Record<Received, number>> {
  return history ? { history: observations + readings, duplicates } : { observations, readings, duplicates };
}
