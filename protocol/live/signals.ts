import { z } from 'zod';
import { SignalCard } from '../signal.js';
import { WarningCard } from '../warning.js';
import { WatchCard } from '../watch.js';

/** How much a watcher of `signals` is told: `counts` leaves out the two windows. Who may not read signals gets the counts, whatever was asked. */
export const SignalsPart = z.enum(['all', 'counts']);
export type SignalsPart = z.infer<typeof SignalsPart>;

/**
 * State of `signals`. `waiting`: signals that wait for review (rows: `signals.waiting`; by `grade`). `warnings`: official ones in force at `to` that
 * are public and not for elsewhere (rows: `warnings.in-force`). `watches`:
 * watch items that wait for what may follow (rows: `watches.awaited`). The windows hold the gravest (of watch items the nearest end) first, the counts count all.
 */
export const LiveSignals = z.object({
  asOf: z.object({ seq: z.int(), at: z.string() }),
  to: z.string(),
  counts: z.object({ waiting: z.int(), warnings: z.int(), watches: z.int() }),
  grades: z.array(z.object({ id: z.string(), n: z.int() })),
  waiting: z.array(SignalCard),
  warnings: z.array(WarningCard),
  watches: z.array(WatchCard),
});
export type LiveSignals = z.infer<typeof LiveSignals>;

/** Signals, warnings and watch items that the channel carries; all of them come by `GET /api/v1/signals`, `/warnings` and `/watches`. */
export const SIGNAL_WINDOW = 50;
