import { z } from 'zod';
import { AlarmLine } from '../alarm.js';
import { Priority } from '../observation.js';

/** Alarms of one cause in one place. `id` is `cause|district`, `cause|*` where small ones are folded together. `trend`: activations per ten minutes. */
export const AlarmGroup = z.object({
  id: z.string(),
  cause: z.string(),
  /** Districts it lies in; `-` is no district. */
  districts: z.array(z.string()),
  priority: Priority,
  n: z.int(),
  unacknowledged: z.int(),
  activations: z.int(),
  sensors: z.int(),
  sources: z.int(),
  since: z.string(),
  incidents: z.array(z.string()),
  trend: z.array(z.int()),
});
export type AlarmGroup = z.infer<typeof AlarmGroup>;

/** How many alarms stand on each tab. `standing` is `unacknowledged` and `acknowledged`. Rows: `alarms.open` with `status`. */
export const AlarmCounts = z.object({
  ...{ standing: z.int(), unacknowledged: z.int(), acknowledged: z.int(), returned: z.int() },
  ...{ shelved: z.int(), suppressed: z.int(), disabled: z.int() },
  ...{ chattering: z.int(), stale: z.int(), noData: z.int() },
});
export type AlarmCounts = z.infer<typeof AlarmCounts>;

/**
 * State of `alarms`. `recent`: activations shown in the ten minutes before `to` (rows: `alarms.recent`); `columns`: the same for 24 spans of ten
 * minutes, the last of them `recent`. `flood.since`: when it began. `window` holds the most urgent ones, the groups count all.
 */
export const LiveAlarms = z.object({
  asOf: z.object({ seq: z.int(), at: z.string() }),
  to: z.string(),
  counts: AlarmCounts,
  priorities: z.array(z.object({ id: z.string(), n: z.int() })),
  recent: z.int(),
  columns: z.array(z.int()),
  flood: z.object({ since: z.string().nullable() }),
  groups: z.array(AlarmGroup),
  returned: z.array(AlarmGroup),
  window: z.array(AlarmLine),
});
export type LiveAlarms = z.infer<typeof LiveAlarms>;

/** Groups on the screen at most. @source issue C, acceptance 4 */
export const GROUPS_SHOWN = 30;
/** Groups of alarms that returned unacknowledged. */
export const RETURNED_SHOWN = 10;
/** Alarms that the channel carries; more come by `GET /api/v1/alarms`. */
export const ALARM_WINDOW = 200;
/** Spans of ten minutes in the columns. */
export const LOAD_COLUMNS = 24;
