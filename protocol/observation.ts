import { z } from 'zod';
import { Crs } from './geo.js';

/** What a source may send: things that happened, things people say, things that are measured. */
export const Stream = z.enum(['incident', 'complaint', 'risk']);
export type Stream = z.infer<typeof Stream>;
export const STREAMS = Stream.options;

/** 1 特急, 2 紧急, 3 一般, 4 提示: how fast the city acts. Not a level, colour or grade (docs/glossary.md). */
export const Priority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Priority = z.infer<typeof Priority>;

const when = z.iso.datetime({ offset: true });

/** A word of the source's own list, such as how a report came in: letters and signs, no digits, so that it can be no number of a person. */
export const SourceWord = z.string().regex(/^\p{L}[\p{L} '’&.,()/-]{0,59}$/u, 'letters and signs of a list, no digits');

/** Whether a record is still being worked on at its source. */
export const RecordStatus = z.string().trim().min(1).max(60);

/** What the source knows of its record; a later message amends it. Times RFC 3339. */
export const RecordState = z.strictObject({
  status: RecordStatus.optional(),
  openedAt: when.optional(),
  dueAt: when.optional(),
  closedAt: when.optional(),
  org: z.string().max(200).optional(),
  result: z.string().max(200).optional(),
  satisfaction: z.int().min(1).max(5).optional(),
});
export type RecordState = z.infer<typeof RecordState>;

/** A measured value. `sensor` names device and metric together; `value` is in the sensor's registered unit or `unit`. */
export const ReadingInput = z.strictObject({
  sensor: z.string().min(1).max(100),
  metric: z.string().min(1).max(60).optional(),
  value: z.number(),
  unit: z.string().max(20).optional(),
  quality: z.enum(['good', 'suspect', 'bad']).optional(),
});

export const LocationInput = z.strictObject({
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  crs: Crs.optional(),
  address: z.string().max(500).optional(),
});

/** One item of `POST /api/v1/intake/observations`, as in docs/protocol.md §Intake. */
export const ObservationInput = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  record: z.string().min(1).max(200).optional(),
  stream: Stream,
  type: z.string().min(1).max(120),
  priority: Priority.optional(),
  occurredAt: when,
  location: LocationInput.optional(),
  district: z.string().max(20).optional(),
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  object: z.string().min(1).max(60).optional(),
  channel: SourceWord.optional(),
  category: SourceWord.optional(),
  reporter: z.strictObject({ name: z.string().max(100).optional(), phone: z.string().max(40).optional() }).optional(),
  state: RecordState.optional(),
  reading: ReadingInput.optional(),
  attributes: z.record(z.string(), z.unknown()).optional(),
  drill: z.boolean().optional(),
});
export type ObservationInput = z.infer<typeof ObservationInput>;

/** Why one item of a request was not taken. Its raw text is kept under `deadLetterId`. */
export const RejectedItem = z.object({
  index: z.int(),
  id: z.string().nullable(),
  code: z.string(),
  pointer: z.string(),
  detail: z.string(),
  deadLetterId: z.string(),
});
export type RejectedItem = z.infer<typeof RejectedItem>;

/** Answer after commit: 200, or 207 when some items were rejected. */
export const IntakeAnswer = z.object({ accepted: z.int(), duplicates: z.int(), rejected: z.array(RejectedItem) });
export type IntakeAnswer = z.infer<typeof IntakeAnswer>;
