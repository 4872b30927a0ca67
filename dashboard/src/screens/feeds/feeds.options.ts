import type { Band, FeedStatus } from '../../../../protocol/facts/feeds.js';
import type { FeedHealth, IntakeHealth } from '../../../../protocol/live/intake-health.js';
import type { RowQuery } from '../../../../protocol/rows.js';
import { rowsQuery } from '../../ui/figure.js';
import { STRIP_BIN_MINUTES, STRIP_BINS } from '../../../../protocol/live/situation.js';

const MINUTE_MS = 60_000;
const BIN_MS = STRIP_BIN_MINUTES * MINUTE_MS;
const BINS_PER_HOUR = 60 / STRIP_BIN_MINUTES;

/** A feed as the table shows it. Ages in whole seconds on the service's clock. */
export interface FeedRow {
  id: string;
  name: string;
  streams: readonly string[];
  status: FeedStatus;
  expectEverySeconds: number | null;
  ageS: number | null;
  lastSeenAt: string | null;
  /** What it came by, and when last over each. */
  transports: FeedHealth['transports'];
  newestOccurredAt: string | null;
  line: readonly number[];
  band: readonly Band[];
  /** First bin of the line of which nothing is known. */
  cut: number;
  lastHour: number;
  today: number;
  /** Came today but happened before the live window; in no other number. */
  history: number;
  duplicates: number;
  rejected: number;
  deadLetters: number;
}

/** What the table needs to know of a registered source. */
export interface FeedSource {
  id: string;
  name: string;
  streams: readonly string[];
}

/** A piece of the screen's sentence: a message key, the number it carries and the feeds it names. */
export interface SentencePart {
  key: 'onTime' | 'late' | 'interrupted' | 'waiting' | 'clockSkew' | 'deadLetters' | 'none';
  n: number;
  feeds: readonly FeedRow[];
}

/**
 * Puts the channel's feeds into rows. Order is the register's and never changes with state: a row must not jump while it is read.
 * @param hourOf city hour 0..23 of an epoch time in ms
 */
export function feedRows(
  health: IntakeHealth,
  sources: readonly FeedSource[],
  clock: { nowMs: number; hourOf: (ms: number) => number },
): FeedRow[] {
  const place = new Map(sources.map((s, i) => [s.id, i]));
  const known = new Map(sources.map((s) => [s.id, s]));
  const last = sources.length;
  const ordered = [...health.feeds].sort(
    (a, b) => (place.get(a.id) ?? last) - (place.get(b.id) ?? last) || (a.id < b.id ? -1 : 1),
  );
  const from = Date.parse(health.windows.strip.from);
  return ordered.map((feed) => ({
    id: feed.id,
    name: known.get(feed.id)?.name ?? feed.id,
    streams: known.get(feed.id)?.streams ?? [],
    status: feed.status,
    expectEverySeconds: feed.expectEverySeconds,
    ageS: feed.lastSeenAt === null ? null : ageSeconds(feed.lastSeenAt, clock.nowMs),
    lastSeenAt: feed.lastSeenAt,
    transports: feed.transports,
    newestOccurredAt: feed.newestOccurredAt,
    line: feed.line,
    band: binBands(feed.usual, from, clock.hourOf),
    cut: cutBin(feed, from),
    lastHour: feed.lastHour,
    today: feed.today,
    history: feed.history,
    duplicates: feed.duplicates,
    rejected: feed.rejected,
    deadLetters: feed.deadLetters,
  }));
}

/** The state that a number stands in: its rows are asked for as they were at that place of the journal. */
export type Shot = Pick<IntakeHealth, 'asOf' | 'windows'>;

/** Filters of a query: one feed, or all without it. */
export interface Asked {
  source?: string;
  window?: 'lastHour' | 'today';
  /** Of sensors: what stands against them. */
  condition?: 'clock-skew';
  /** What came of the past instead of what came live. */
  history?: 'true';
}

/** Writes the rows query behind a number of this screen. */
export function shotQuery(shot: Shot, query: RowQuery, { window, ...filters }: Asked = {}): string {
  return rowsQuery(query, { ...filters, ...(window && shot.windows[window]), asOf: shot.asOf.seq });
}

/** Whole seconds since a moment, never negative: a source a little ahead of us is simply new. */
export function ageSeconds(at: string, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
}

/** First bin after the last one in which the feed was heard, for an interrupted feed; else the end of the strip. */
export function cutBin(feed: Pick<FeedHealth, 'status' | 'lastSeenAt'>, stripFromMs: number): number {
  if (feed.status !== 'interrupted') return STRIP_BINS;
  if (feed.lastSeenAt === null) return 0;
  const heard = Math.floor((Date.parse(feed.lastSeenAt) - stripFromMs) / BIN_MS);
  return Math.min(STRIP_BINS - 1, Math.max(0, heard + 1));
}

/** Spreads bands per city hour over the strip's bins; each bin carries its share of the hour. */
export function binBands(usual: readonly Band[], stripFromMs: number, hourOf: (ms: number) => number): Band[] {
  return Array.from({ length: STRIP_BINS }, (_, bin) => {
    const band = usual[hourOf(stripFromMs + bin * BIN_MS)] ?? null;
    return band === null ? null : [band[0] / BINS_PER_HOUR, band[1] / BINS_PER_HOUR];
  });
}

/** Says in parts what the feeds do, worst named; a feed without rhythm counts as on time because nothing else is promised. */
export function feedsSentence(
  rows: readonly FeedRow[],
  { deadLetters, clockSkew }: Pick<IntakeHealth['totals'], 'deadLetters' | 'clockSkew'>,
): SentencePart[] {
  const of = (...statuses: FeedStatus[]) => rows.filter((r) => statuses.includes(r.status));
  const part = (key: SentencePart['key'], feeds: readonly FeedRow[]): SentencePart[] =>
    feeds.length === 0 ? [] : [{ key, n: feeds.length, feeds }];
  if (rows.length === 0) return [{ key: 'none', n: 0, feeds: [] }];
  return [
    ...part('onTime', of('live', 'unwatched')),
    ...part('late', of('late')),
    ...part('interrupted', of('interrupted')),
    ...part('waiting', of('waiting')),
    ...(clockSkew > 0 ? [{ key: 'clockSkew' as const, n: clockSkew, feeds: [] }] : []),
    ...(deadLetters > 0 ? [{ key: 'deadLetters' as const, n: deadLetters, feeds: [] }] : []),
  ];
}

/** Dead letters that wait, by reason, most first; for one feed or all. */
export function waitingByCode(health: IntakeHealth, source: string | null): { code: string; n: number }[] {
  const sums = new Map<string, number>();
  for (const r of health.rejectedByCode) {
    if (r.waiting === 0 || (source !== null && r.source !== source)) continue;
    sums.set(r.code, (sums.get(r.code) ?? 0) + r.waiting);
  }
  return [...sums].map(([code, n]) => ({ code, n })).sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1));
}

/** Index of the next interrupted row after `from`, round the end; -1 when none is interrupted. */
export function nextBroken(rows: readonly FeedRow[], from: number): number {
  for (let step = 1; step <= rows.length; step += 1) {
    const i = (from + step + rows.length) % rows.length;
    if (rows[i]?.status === 'interrupted') return i;
  }
  return -1;
}

/** Rows whose name or id holds the words typed. */
export function findFeeds(rows: readonly FeedRow[], words: string): FeedRow[] {
  const wanted = words.trim().toLowerCase();
  return wanted === '' ? [...rows] : rows.filter((r) => `${r.name} ${r.id}`.toLowerCase().includes(wanted));
}
