import { z } from 'zod';
import { RowQuery } from './rows.js';

const DayTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');

/** A shift of the duty room (值班班次): hours of each day in the city's zone. `to` at or before `from` lies on the next day. */
export const DutyShift = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  nameZh: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().min(1).max(60),
  from: DayTime,
  to: DayTime,
  source: z.string().trim().min(1).max(200),
});
export type DutyShift = z.infer<typeof DutyShift>;

const AllShifts = z.array(DutyShift).min(1).max(12);

/** Answer of `GET /api/v1/duty-shifts`. `version` names this set of shifts. */
export const DutyShifts = z.object({ shifts: AllShifts, version: z.int() });
export type DutyShifts = z.infer<typeof DutyShifts>;

/** Body of `PUT /api/v1/duty-shifts`, which says all of them. `version`: the set that the sender saw; left out: whatever stands there. */
export const DutyShiftsInput = z.strictObject({ shifts: AllShifts, version: z.int().optional() });
export type DutyShiftsInput = z.infer<typeof DutyShiftsInput>;

/** Answer of `GET /api/v1/duty-shifts/versions`, the newest first. `by` null: as they were when versions began. */
export const DutyShiftVersions = z.object({
  versions: z.array(z.object({ no: z.int(), shifts: AllShifts, by: z.string().nullable(), at: z.string() })),
});
export type DutyShiftVersions = z.infer<typeof DutyShiftVersions>;

/** 草拟, 已交待接, 已接. */
export const HandoverState = z.enum(['draft', 'given', 'accepted']);
export type HandoverState = z.infer<typeof HandoverState>;

/** What a handover counts, in reading order. */
export const HandoverFigureId = z.enum([
  ...(['opened', 'closed', 'open'] as const),
  ...(['review', 'dispatch', 'enroute', 'onsite', 'check', 'hung'] as const),
  ...(['overdue', 'urgent', 'graded', 'bounced'] as const),
  ...(['reports', 'undelivered', 'lost', 'interrupted', 'gaps', 'warnings', 'permits'] as const),
]);
export type HandoverFigureId = z.infer<typeof HandoverFigureId>;

/** A count with the query string of `GET /api/v1/rows` that opens exactly what it counted. */
export const HandoverFigure = z.object({ id: HandoverFigureId, total: z.int(), query: z.string() });
export type HandoverFigure = z.infer<typeof HandoverFigure>;

/** The first rows of a figure that a successor must know one by one, as `GET /api/v1/rows` gives them; without text. */
export const HandoverList = z.object({
  id: HandoverFigureId,
  query: RowQuery,
  rows: z.array(z.record(z.string(), z.unknown())),
});
export type HandoverList = z.infer<typeof HandoverList>;

/** What the system wrote: counts and lists when the journal stood at `seq` and the city's clock at `at`; the shift counts up to `until`. */
export const HandoverFacts = z.object({
  seq: z.int(),
  at: z.string(),
  until: z.string(),
  figures: z.array(HandoverFigure),
  lists: z.array(HandoverList),
});
export type HandoverFacts = z.infer<typeof HandoverFacts>;

/** Asked and answered before it is accepted, or added afterwards. */
export const HandoverMessage = z.object({
  kind: z.enum(['question', 'answer', 'addendum']),
  by: z.string(),
  at: z.string(),
  text: z.string(),
});
export type HandoverMessage = z.infer<typeof HandoverMessage>;

/** What a handover can be asked for. */
export const HandoverAct = z.enum(['compile', 'note', 'give', 'take-back', 'accept', 'message']);
export type HandoverAct = z.infer<typeof HandoverAct>;

/** A handover without its contents. People by name. */
export const HandoverHead = z.object({
  ...{ id: z.string(), shift: DutyShift.pick({ id: true, nameZh: true, nameEn: true }) },
  ...{ from: z.string(), to: z.string(), state: HandoverState, version: z.int(), isDrill: z.boolean() },
  ...{ draftedAt: z.string(), givenBy: z.string().nullable(), givenAt: z.string().nullable() },
  ...{ acceptedBy: z.string().nullable(), acceptedAt: z.string().nullable(), named: z.array(z.string()) },
});
export type HandoverHead = z.infer<typeof HandoverHead>;

/**
 * A handover as its reader may see it. Numbers of people in `notes` and messages are masked without `pii.reveal`. `versions`: those that were handed
 * over. `mustName`: grave incidents that nobody has taken; who accepts names each. `can`: what the reader may do now.
 */
export const Handover = HandoverHead.extend({
  facts: HandoverFacts,
  notes: z.string(),
  messages: z.array(HandoverMessage),
  versions: z.array(z.object({ no: z.int(), by: z.string(), at: z.string() })),
  mustName: z.array(z.string()),
  can: z.array(HandoverAct),
});
export type Handover = z.infer<typeof Handover>;

/** Answer of `GET /api/v1/handovers`, the newest first. `running`: the shift that ends next; null when none runs. */
export const Handovers = z.object({
  handovers: z.array(HandoverHead),
  running: z.object({ shift: z.string(), from: z.string(), to: z.string() }).nullable(),
});
export type Handovers = z.infer<typeof Handovers>;

/** What changes a handover says which version it saw. */
export const HandoverVersioned = z.strictObject({ version: z.int().min(1) });

export const HandoverNotesInput = HandoverVersioned.extend({ notes: z.string().trim().max(8000) });

export const HandoverAcceptInput = HandoverVersioned.extend({
  named: z.array(z.string().max(40)).max(500).default([]),
});
export type HandoverAcceptInput = z.infer<typeof HandoverAcceptInput>;

export const HandoverMessageInput = z.strictObject({ text: z.string().trim().min(1).max(4000) });
