import { z } from 'zod';
import { SignalCard } from '../signal.js';
import { CapMsgType, CapStatus, WarningCard } from '../warning.js';

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
