import { isActive } from '../../protocol/alarm.js';
import { Transport } from '../../protocol/facts/feeds.js';
import type { FeedHealth, IntakeHealth } from '../../protocol/live/intake-health.js';
import type { CityState } from './city-state.projection.js';
import type { Refs } from './situation.projection.js';
import { windowsOf, type Times } from './times.rules.js';

/** The rate is a mean over this many whole minutes before the running one, so that it is the same on every instance. */
const RATE_MINUTES = 5;

/** Draws the state of `intake-health`. */
export function intakeHealthOf(city: CityState, t: Times, refs: Refs): IntakeHealth {
  const rejectedByCode = city.rejects.view(t.day);
  const feeds = feedsOf(city, t, { refs, rejectedByCode });
  const total = (of: (feed: FeedHealth) => number) => feeds.reduce((sum, feed) => sum + of(feed), 0);
  return {
    asOf: city.asOf(t),
    windows: windowsOf(t),
    feeds,
    rejectedByCode,
    totals: {
      perSecond: Math.round((lately(city, t) / (RATE_MINUTES * 60)) * 100) / 100,
      today: total((f) => f.today),
      duplicates: total((f) => f.duplicates),
      rejected: total((f) => f.rejected),
      deadLetters: total((f) => f.deadLetters),
      interrupted: feeds.filter((f) => f.status === 'interrupted').length,
      clockSkew: clocksOff(city),
    },
    links: city.feeds
      .links()
      .flatMap(({ transport, up, since, why }) =>
        refs.transports.includes(transport) ? [{ id: transport, up, since, why }] : [],
      ),
  };
}

/** Sensors whose clocks are wrong: with an alarm about it that is true now. */
function clocksOff(city: CityState): number {
  const off = [...city.risk.alarms.list()].filter((card) => card.condition === 'clock-skew' && isActive(card.state));
  return new Set(off.flatMap(({ sensor }) => sensor ?? [])).size;
}

function lately(city: CityState, { minute }: Times): number {
  return city.feeds.sum(['observations', 'readings'], { from: minute - RATE_MINUTES, to: minute });
}

function feedsOf(
  city: CityState,
  t: Times,
  of: { refs: Refs; rejectedByCode: IntakeHealth['rejectedByCode'] },
): FeedHealth[] {
  const received = city.feeds.view(t);
  const occurred = city.occurred.view(t);
  const bands = city.bands.of(t.day);
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return of.refs.sources.map(({ id, expectEverySeconds }) => {
    const feed = city.feeds.feed(id);
    const rejects = of.rejectedByCode.filter((line) => line.source === id);
    return {
      id,
      status: feed.status,
      expectEverySeconds,
      lastSeenAt: iso(feed.lastSeenMs),
      newestOccurredAt: iso(feed.newestMs),
      transports: Transport.options.flatMap((id) => {
        const ms = feed.transports[id];
        return ms === undefined ? [] : [{ id, lastSeenAt: new Date(ms).toISOString() }];
      }),
      lastHour: received.hour(id, 'observations') + received.hour(id, 'readings'),
      today: received.day(id, 'observations') + received.day(id, 'readings'),
      history: received.day(id, 'history'),
      duplicates: received.day(id, 'duplicates'),
      rejected: received.day(id, 'rejected'),
      deadLetters: rejects.reduce((sum, line) => sum + line.waiting, 0),
      line: added(occurred.line(id), received.line(id)),
      usual: bands.source(id),
    };
  });
}

function added(a: readonly number[], b: readonly number[]): number[] {
  return a.map((n, i) => n + (b[i] ?? 0));
}
