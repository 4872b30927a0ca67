import { z } from 'zod';
import { IncidentCard, QueueFilter } from '../incident.js';
import { Lane } from '../procedure.js';

/**
 * Counts of incidents, drills left out. `lanes` is a partition: it adds up to `open`. `overdue` lies across the lanes. `closedToday` 今日办结:
 * done since the city's midnight, merged, voided and unfounded ones left out.
 */
export const QueueCounts = z.object({
  open: z.int(),
  overdue: z.int(),
  closedToday: z.int(),
  lanes: z.record(Lane, z.int()),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

/** State of `duty-queue`: the most pressing incidents of a filter, and the counts of all. Params {district?, filter?}. Text comes by HTTP. */
export const DutyQueue = z.object({
  asOf: z.object({ seq: z.int(), at: z.string() }),
  overdueAt: z.string(),
  filter: QueueFilter,
  counts: QueueCounts,
  window: z.array(IncidentCard),
});
export type DutyQueue = z.infer<typeof DutyQueue>;

/** Incidents a window holds; the rest comes by `GET /api/v1/incidents`. */
export const QUEUE_WINDOW = 200;
