import { z } from 'zod';
import { Band, FeedStatus, Transport } from '../facts/feeds.js';
import { Window } from './situation.js';

const Iso = z.string();

/**
 * One feed: what came, what was refused, what waits. `line`: per 15 minutes over 24 h, records by occurrence (as
 * `usual`) and readings by receipt. `history` is what came today but had
 * happened before the live window; it is in no other number here.
 */
export const FeedHealth = z.object({
  id: z.string(),
  status: FeedStatus,
  expectEverySeconds: z.int().nullable(),
  lastSeenAt: Iso.nullable(),
  newestOccurredAt: Iso.nullable(),
  /** Transports it was ever heard over, and when last. */
  transports: z.array(z.object({ id: Transport, lastSeenAt: Iso })),
  lastHour: z.int(),
  today: z.int(),
  history: z.int(),
  duplicates: z.int(),
  rejected: z.int(),
  deadLetters: z.int(),
  line: z.array(z.int()).length(96),
  usual: z.array(Band).length(24),
});
export type FeedHealth = z.infer<typeof FeedHealth>;

/** State of `intake-health`. Received clock throughout; `today` fields since midnight of the city. */
export const IntakeHealth = z.object({
  asOf: z.object({ seq: z.int(), at: Iso }),
  windows: z.object({ lastHour: Window, today: Window, strip: Window }),
  feeds: z.array(FeedHealth),
  rejectedByCode: z.array(z.object({ source: z.string(), code: z.string(), today: z.int(), waiting: z.int() })),
  totals: z.object({
    perSecond: z.number(),
    today: z.int(),
    duplicates: z.int(),
    rejected: z.int(),
    deadLetters: z.int(),
    interrupted: z.int(),
    /** Sensors whose clocks are wrong; rows: `sensors.total` with `condition=clock-skew`. */
    clockSkew: z.int(),
  }),
  /** Connections of the service's own that a transport needs (the MQTT broker). `why`: what it failed with, null while it is up. */
  links: z.array(z.object({ id: Transport, up: z.boolean(), since: Iso, why: z.string().nullable() })),
});
export type IntakeHealth = z.infer<typeof IntakeHealth>;
