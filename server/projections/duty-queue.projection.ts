import type { QueueFilter } from '../../protocol/incident.js';
import { QUEUE_WINDOW, type DutyQueue } from '../../protocol/live/duty-queue.js';
import type { CityState } from './city-state.projection.js';
import { isoOf, type Times } from './times.rules.js';

/** Draws the state of `duty-queue`. `districts` null is the whole city. */
export function dutyQueueOf(
  city: CityState,
  t: Times,
  { districts, filter }: { districts: readonly string[] | null; filter: QueueFilter },
): DutyQueue {
  const isIn = (district: string) => districts === null || districts.includes(district);
  return {
    asOf: city.asOf(t),
    overdueAt: isoOf(t.minute),
    filter,
    counts: city.incidents.counts(t, isIn),
    window: city.incidents.window(filter, t, { isIn, n: QUEUE_WINDOW }),
  };
}
