import { z } from 'zod';
import { LonLat } from './geo.js';

const Iso = z.string();

/** Where a watch item stands: what it waits for may still come, came in its area and window, or did not come. */
export const WatchState = z.enum(['awaited', 'met', 'expired']);
export type WatchState = z.infer<typeof WatchState>;

/** What set off a watch item, or met it. `ref`: an incident's number, an alarm's subject, a signal's rule, a warning's id. */
export const WatchCause = z.object({
  kind: z.enum(['signal', 'warning', 'alarm', 'incident']),
  id: z.string(),
  ref: z.string(),
  node: z.string(),
  at: Iso,
});
export type WatchCause = z.infer<typeof WatchCause>;

/**
 * A watch item (关注事项): what may follow from something that happened, by the hazard chain. Never an alarm. It waits in `districts` from `from` until
 * `until`; `path` are the nodes from the cause to it. `at`: where the cause was, if it had a place. `met`: what came of it.
 */
export const WatchCard = z.object({
  id: z.string(),
  chain: z.int(),
  node: z.string(),
  districts: z.array(z.string()),
  at: LonLat.nullable(),
  from: Iso,
  until: Iso,
  state: WatchState,
  openedAt: Iso,
  causes: z.array(WatchCause),
  path: z.array(z.string()),
  met: WatchCause.nullable(),
  isDrill: z.boolean(),
});
export type WatchCard = z.infer<typeof WatchCard>;

/** A place at risk: of a kind that the node names, in the districts of the watch item; the nearest to the cause first. */
export const WatchPlace = z.object({ name: z.string(), kind: z.string(), at: LonLat });
export type WatchPlace = z.infer<typeof WatchPlace>;

/** `GET /api/v1/watches`. */
export const Watch = WatchCard.extend({ nameZh: z.string(), nameEn: z.string(), places: z.array(WatchPlace) });
export type Watch = z.infer<typeof Watch>;

/**
 * How good the chain is, over watch items that ended and hazards that came in the last `days`. `precision`: `met` of those ended. `recall`:
 * `foretold` of the hazards that the chain could have foretold. Null: none yet.
 */
export const WatchScore = z.object({
  node: z.string().nullable(),
  met: z.int(),
  expired: z.int(),
  precision: z.number().nullable(),
  hazards: z.int(),
  foretold: z.int(),
  recall: z.number().nullable(),
});
export type WatchScore = z.infer<typeof WatchScore>;

export const Watches = z.object({
  at: Iso,
  awaited: z.int(),
  items: z.array(Watch),
  days: z.int(),
  score: WatchScore,
  byNode: z.array(WatchScore),
});
export type Watches = z.infer<typeof Watches>;
