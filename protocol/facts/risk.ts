import { z } from 'zod';
import { H3Cell } from '../geo.js';
import { SignalCard } from '../signal.js';
import { CapMsgType, CapStatus, WarningCard } from '../warning.js';
import { WatchCard } from '../watch.js';

export { AlertChanged, AlertDue } from './alerts.js';

/** A CAP message was taken in and is kept under `message`; what it says of warnings follows as `warning.*`. */
export const WarningReceived = z.object({
  type: z.literal('warning.received'),
  message: z.string(),
  source: z.string(),
  status: CapStatus,
  msgType: CapMsgType,
});
export type WarningReceived = z.infer<typeof WarningReceived>;

/**
 * A warning was issued, was given another end by a later message, or is over. Subject is the warning; `warning` is its card after the fact, whole, so that a
 * reader may put it in place of the old one, twice as well as once.
 */
export const WarningChanged = z.object({
  type: z.literal(['warning.issued', 'warning.changed', 'warning.ended']),
  warning: WarningCard,
});
export type WarningChanged = z.infer<typeof WarningChanged>;

/** A rule raised a signal, found more for it, or a person decided about it. Subject is the signal; `signal` is its card after the fact, whole. */
export const SignalChanged = z.object({
  type: z.literal(['signal.raised', 'signal.grew', 'signal.confirmed', 'signal.dismissed']),
  signal: SignalCard,
});
export type SignalChanged = z.infer<typeof SignalChanged>;

/**
 * The risk index was stated. `cells`: those that changed, of all resolutions, as [cell, value, silent sensors]; zero of both takes a cell off the
 * map. `levels`: where levels 1, 2 and 3 begin.
 */
export const RiskStated = z.object({
  type: z.literal('risk.stated'),
  at: z.string(),
  weights: z.int(),
  levels: z.tuple([z.int(), z.int(), z.int()]),
  cells: z.array(z.tuple([H3Cell, z.int(), z.int()])),
});
export type RiskStated = z.infer<typeof RiskStated>;

/**
 * A watch item was opened by what happened, joined by something more, met, or ended without what it waited for. Subject is the watch item;
 * `watch` is its card after the fact, whole.
 */
export const WatchChanged = z.object({
  type: z.literal(['watch.opened', 'watch.joined', 'watch.met', 'watch.expired']),
  watch: WatchCard,
});
export type WatchChanged = z.infer<typeof WatchChanged>;
