import { z } from 'zod';
import { Band, FeedStatus } from '../facts/feeds.js';
import { CountCell, LatestItem } from '../facts/intake.js';
import { IncidentCard } from '../incident.js';
import { QueueCounts } from './duty-queue.js';

const Iso = z.string();

/** A count cell without its minute: what a window adds up. `id` is `district|stream|type|priority|placed`; lists are sorted by id. */
export const SituationCell = CountCell.omit({ minute: true, open: true }).extend({ id: z.string() });
export type SituationCell = z.infer<typeof SituationCell>;

/** Half-open [from, to), whole minutes; `to` is the end of the running minute. */
export const Window = z.object({ from: Iso, to: Iso });
export type Window = z.infer<typeof Window>;

/**
 * One feed on the wall, in the last 60 whole minutes and the running one. `lastHour` counts messages and readings received, `records` the
 * messages among them; `occurred` counts records by occurrence, and `usual` is the band of that.
 */
export const SituationSource = z.object({
  id: z.string(),
  status: FeedStatus,
  lastSeenAt: Iso.nullable(),
  lastHour: z.int(),
  records: z.int(),
  occurred: z.int(),
  usual: Band,
});
export type SituationSource = z.infer<typeof SituationSource>;

/** One vital sign: latest value, its age through `at`, and a 24 h line of 15-minute means (null = gap). */
export const SituationVital = z.object({
  id: z.string(),
  value: z.number().nullable(),
  at: Iso.nullable(),
  sensors: z.int(),
  of: z.int(),
  line: z.array(z.number().nullable()).length(96),
});
export type SituationVital = z.infer<typeof SituationVital>;

/** An open incident on the wall: its card, and who has it (the first contact, else who was given it first); null while nobody does. */
export const WallIncident = IncidentCard.extend({
  unit: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
});
export type WallIncident = z.infer<typeof WallIncident>;

/**
 * Incidents on the wall. `counts`: as on the desks. `overdueAt`: the minute by which overdue is judged. `nearest`: the critical ones, then the
 * others, each by what is left of their limit. `criticalWaiting`: priority 1 that nobody was given yet (lanes review and dispatch).
 * `waitingSince`: since when the oldest one waits in lane dispatch. `limitedToday` and `inTimeToday`: those of `closedToday` that had a limit
 * of the whole incident, and those that kept it. `usual`: what is usual at this minute; the city's, so null for a part of it.
 */
export const WallIncidents = z.object({
  ...{ overdueAt: Iso, counts: QueueCounts, nearest: z.array(WallIncident) },
  ...{ criticalWaiting: z.int(), waitingSince: Iso.nullable(), limitedToday: z.int(), inTimeToday: z.int() },
  usual: z.object({ overdue: Band, dispatch: Band, inHand: Band, closedToday: Band }),
});
export type WallIncidents = z.infer<typeof WallIncidents>;

/** State of the channel `situation` and body of `GET /api/v1/situation`. Counts go by occurrence; records, not messages. */
export const Situation = z.object({
  asOf: z.object({ seq: z.int(), at: Iso }),
  windows: z.object({ lastHour: Window, today: Window, strip: Window }),
  lastHour: z.array(SituationCell),
  today: z.array(SituationCell),
  openNow: z.array(
    CountCell.pick({ district: true, stream: true, type: true, priority: true, open: true }).extend({ id: z.string() }),
  ),
  // `unlocated` and `outside` are of the last hour, like the band they stand against.
  totals: z.object({
    lastHour: z.int(),
    today: z.int(),
    unlocated: z.int(),
    outside: z.int(),
    openNow: z.int(),
    interrupted: z.int(),
  }),
  usual: z.object({ lastHour: Band, today: Band, unlocated: Band, curve: z.array(Band).length(24) }),
  strip: z.array(z.int()).length(96),
  sources: z.array(SituationSource),
  latest: z.array(LatestItem),
  vitals: z.array(SituationVital),
  incidents: WallIncidents,
  /** Messages and readings of the past received in `window`, the running minute and the one before; in no other number here. */
  history: z.object({ n: z.int(), window: Window }),
});
export type Situation = z.infer<typeof Situation>;

/** Answer of `GET /api/v1/situation?at=`: counts of a past moment, by what is known today; whole hours beyond the last day. */
export const PastSituation = Situation.pick({ asOf: true, lastHour: true, today: true }).extend({
  resolution: z.enum(['minute', 'hour']),
  windows: z.object({ lastHour: Window, today: Window }),
  totals: z.object({ lastHour: z.int(), today: z.int(), unlocated: z.int(), outside: z.int() }),
});
export type PastSituation = z.infer<typeof PastSituation>;

/** The strip of the last 24 h: 96 bins of 15 minutes, the last one running. */
export const STRIP_BINS = 96;
export const STRIP_BIN_MINUTES = 15;
/** Rows of the wall's list of latest items. */
export const LATEST_ON_WALL = 8;
/** Incidents of the wall's list of those nearest their limit. */
export const NEAREST_ON_WALL = 8;
