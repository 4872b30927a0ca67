import { z } from 'zod';
import { Placed } from './geo.js';
import { Priority, RecordState, Stream } from './observation.js';

/** The queries a figure can open. Listed with their filters in docs/protocol.md §Rows. */
export const RowQuery = z.enum([
  'observations.total',
  'observations.open',
  'sources.interrupted',
  'sources.received',
  'sources.rejected',
  'dead-letters.waiting',
  'vitals.inputs',
  'incidents.open',
  'incidents.overdue',
  'incidents.closed',
  'incidents.opened',
  'reports.due',
  'notices.undelivered',
  'roster.gaps',
  'permits.in-force',
  'warnings.in-force',
  'units.total',
  'units.free',
  'units.on-shift',
  'assignments.open',
  'objects.total',
  'objects.overdue',
  'offences.counted',
  'risk-points.total',
  'visits.planned',
  'visits.overdue',
  'hazards.open',
  'instructions.standing',
  'instructions.overdue',
  'alarms.open',
  'alarms.recent',
  'signals.waiting',
  'watches.awaited',
  'kpi.rows',
  'alerts.inputs',
  'sensors.total',
]);
export type RowQuery = z.infer<typeof RowQuery>;

/** One row behind a figure. Text is null for roles that may not read it; phones inside it are masked. */
export const ObservationRow = z.object({
  id: z.string(),
  source: z.string(),
  record: z.string(),
  stream: Stream,
  type: z.string(),
  priority: Priority,
  occurredAt: z.string(),
  receivedAt: z.string(),
  district: z.string(),
  placed: Placed,
  road: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  title: z.string().nullable(),
  history: z.boolean(),
  state: RecordState.nullable(),
});
export type ObservationRow = z.infer<typeof ObservationRow>;

/** Answer of `GET /api/v1/rows`. `total` equals the figure at `asOf`; `by` splits it by district. */
export const Rows = z.object({
  query: RowQuery,
  asOf: z.object({ seq: z.int(), at: z.string() }),
  filters: z.record(z.string(), z.string()),
  total: z.int(),
  by: z.array(z.object({ district: z.string(), n: z.int() })),
  rows: z.array(z.record(z.string(), z.unknown())),
  cursor: z.string().nullable(),
});
export type Rows = z.infer<typeof Rows>;

/** One message of a record's course. Text is null for roles that may not read it; phones inside it are masked. */
export const ObservationMessage = z.object({
  id: z.string(),
  source: z.string(),
  occurredAt: z.string(),
  receivedAt: z.string(),
  bytes: z.int(),
  counted: z.boolean(),
  flags: z.array(z.string()),
  title: z.string().nullable(),
  body: z.string().nullable(),
});
export type ObservationMessage = z.infer<typeof ObservationMessage>;

/** Answer of `GET /api/v1/observations/{id}`: the row, and the messages of its record in the order of their receipt. */
export const ObservationCourse = ObservationRow.extend({ messages: z.array(ObservationMessage) });
export type ObservationCourse = z.infer<typeof ObservationCourse>;

/** Answer of `GET /api/v1/observations/{id}/raw`: the message exactly as its source sent it. */
export const ObservationRaw = z.object({ id: z.string(), raw: z.string() });
export type ObservationRaw = z.infer<typeof ObservationRaw>;
