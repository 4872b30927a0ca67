import { z } from 'zod';
import { H3Cell, Placed } from '../geo.js';
import { Priority, Stream } from '../observation.js';
import { Transport } from './feeds.js';

/** Epoch minute: floor(epoch seconds / 60). Every zone's whole minutes coincide. */
export const Minute = z.int();

/** One cell of the count: how many records of this kind occurred in that minute, and how many of them are open now. */
export const CountCell = z.object({
  minute: Minute,
  district: z.string(),
  stream: Stream,
  type: z.string(),
  priority: Priority,
  placed: Placed,
  n: z.int(),
  open: z.int(),
});
export type CountCell = z.infer<typeof CountCell>;

/** Records per H3 cell (res 9), priority and kind by minute of occurrence. Entries written before the risk index do not tell the kind. */
export const HexCell = z.object({
  ...{ minute: Minute, h3: H3Cell, priority: Priority, n: z.int() },
  ...{ stream: Stream.optional(), type: z.string().optional() },
});
export type HexCell = z.infer<typeof HexCell>;

/** A row that may appear on a wall: type and road only, never text or people. */
export const LatestItem = z.object({
  id: z.string(),
  source: z.string(),
  stream: Stream,
  type: z.string(),
  priority: Priority,
  occurredAt: z.string(),
  district: z.string(),
  road: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type LatestItem = z.infer<typeof LatestItem>;

/** How many of the newest, most urgent rows one fact carries. */
export const LATEST_PER_FACT = 12;

/** One per (batch, source, is_drill, live|history), exact by construction: counted from the rows that the insert kept. */
export const IntakeRecorded = z.object({
  type: z.literal('intake.recorded'),
  source: z.string(),
  history: z.boolean(),
  receivedAt: z.string(),
  observations: z.int(),
  readings: z.int(),
  duplicates: z.int(),
  newest: z.string().nullable(),
  counts: z.array(CountCell),
  hexes: z.array(HexCell),
  latest: z.array(LatestItem),
  /** What it came by; left out where it came by none, and by services from before this was told. */
  transports: z.array(Transport).optional(),
});
export type IntakeRecorded = z.infer<typeof IntakeRecorded>;

/** `sensors`: whose clocks are ahead, where that is why their readings were refused. */
export const IntakeRejected = z.object({
  type: z.literal('intake.rejected'),
  source: z.string(),
  receivedAt: z.string(),
  code: z.string(),
  n: z.int(),
  sensors: z.array(z.string()).optional(),
});
export type IntakeRejected = z.infer<typeof IntakeRejected>;

/** Where a counted record stands. `open` 1 while its source says it is not closed and it is live; never for history. */
export const RecordCell = CountCell.omit({ n: true }).extend({ h3: H3Cell.nullable() });
export type RecordCell = z.infer<typeof RecordCell>;

/** A later message moved or closed a record. `subject` is the observation that counts. */
export const ObservationAmended = z.object({
  type: z.literal('observation.amended'),
  source: z.string(),
  history: z.boolean(),
  old: RecordCell,
  new: RecordCell,
});
export type ObservationAmended = z.infer<typeof ObservationAmended>;

/** Dead letters taken out of the waiting pile, by replay or by discarding. */
export const DeadLetterSettled = z.object({
  type: z.literal('dead-letter.settled'),
  source: z.string(),
  code: z.string(),
  outcome: z.enum(['replayed', 'discarded']),
  n: z.int(),
});
export type DeadLetterSettled = z.infer<typeof DeadLetterSettled>;
