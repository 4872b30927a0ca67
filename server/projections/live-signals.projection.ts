import { SIGNAL_WINDOW, type LiveSignals, type SignalsPart } from '../../protocol/live/signals.js';
import { bySeverity } from '../../protocol/warning.js';
import type { CityState } from './city-state.projection.js';
import { isoOf, type Times } from './times.rules.js';

/** Draws the state of `signals`. `districts` null is the whole city. */
export function liveSignalsOf(
  city: CityState,
  t: Times,
  { districts, part }: { districts: readonly string[] | null; part: SignalsPart },
): LiveSignals {
  const waiting = city.risk.signals.listWaiting(districts);
  const warnings = city.risk.signals.listInForce(districts, (t.minute + 1) * 60_000).sort(bySeverity);
  const watches = city.risk.signals.listAwaited(districts);
  const window = part === 'all' ? SIGNAL_WINDOW : 0;
  return {
    asOf: city.asOf(t),
    to: isoOf(t.minute + 1),
    counts: { waiting: waiting.length, warnings: warnings.length, watches: watches.length },
    grades: [1, 2, 3, 4].map((grade) => ({ id: `g${grade}`, n: waiting.filter((c) => c.grade === grade).length })),
    waiting: waiting.slice(0, window),
    warnings: warnings.slice(0, window),
    watches: watches.slice(0, window),
  };
}
