import { z } from 'zod';

/** What a feed is doing against its own rhythm. `waiting`: never heard from; `unwatched`: it has no rhythm. */
export const FeedStatus = z.enum(['live', 'late', 'interrupted', 'waiting', 'unwatched']);
export type FeedStatus = z.infer<typeof FeedStatus>;

/** How messages of sources reach the service over the network; what people and the service itself make comes by neither. */
export const Transport = z.enum(['http', 'mqtt']);
export type Transport = z.infer<typeof Transport>;

/** The service's own connection to what a transport needs (the MQTT broker) came or went. `why`: what it failed with, null while it is up. */
export const TransportChanged = z.object({
  type: z.literal('transport.changed'),
  transport: Transport,
  up: z.boolean(),
  since: z.string(),
  why: z.string().nullable(),
});
export type TransportChanged = z.infer<typeof TransportChanged>;

/** A feed changed state; `since` is when it was last heard. */
export const FeedChanged = z.object({
  type: z.literal('feed.changed'),
  source: z.string(),
  from: FeedStatus,
  to: FeedStatus,
  since: z.string().nullable(),
});
export type FeedChanged = z.infer<typeof FeedChanged>;

/** P10 and P90, or null when fewer than 8 samples stand behind them. */
export const Band = z.tuple([z.number(), z.number()]).nullable();
export type Band = z.infer<typeof Band>;

/** Usual bands of incidents at the start of each hour. `closedToday` is since midnight. */
export const IncidentBands = z.object({
  overdue: z.array(Band).length(24),
  dispatch: z.array(Band).length(24),
  inHand: z.array(Band).length(24),
  closedToday: z.array(Band).length(24),
});
export type IncidentBands = z.infer<typeof IncidentBands>;

/** Usual bands for one city day: 24 hours, by workday or rest day over 8 weeks. `today` is cumulative at each hour's end. */
export const BandsComputed = z.object({
  type: z.literal('bands.computed'),
  day: z.string(),
  dayKind: z.enum(['workday', 'rest']),
  total: z.array(Band).length(24),
  today: z.array(Band).length(24),
  unlocated: z.array(Band).length(24),
  sources: z.record(z.string(), z.array(Band).length(24)),
  /** Left out by services from before there were incidents on the wall. */
  incidents: IncidentBands.optional(),
});
export type BandsComputed = z.infer<typeof BandsComputed>;

/** A vital sign moved. `minute` is the epoch minute of `at`. `sensors` of `of` are fresh. */
export const VitalMeasured = z.object({
  type: z.literal('vital.measured'),
  vital: z.string(),
  at: z.string(),
  minute: z.int(),
  value: z.number().nullable(),
  sensors: z.int(),
  of: z.int(),
});
export type VitalMeasured = z.infer<typeof VitalMeasured>;
