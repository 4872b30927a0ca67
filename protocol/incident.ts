import { z } from 'zod';
import { IncidentChecklist } from './checklist.js';
import { Filing } from './filing.js';
import { H3Cell } from './geo.js';
import { ObjectGrade, ObjectKind } from './object.js';
import { Priority, Stream } from './observation.js';
import { Lane, MoveCommand, Outcome } from './procedure.js';

const Iso = z.string();

/** 事件等级 Ⅰ–Ⅳ as 1 (特别重大) to 4 (一般): how bad it is. Not the priority. @source handbook: GB/T 35561, 国家总体应急预案 */
export const EventLevel = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type EventLevel = z.infer<typeof EventLevel>;

/**
 * An incident without its text: what facts, channels and lists carry. Times RFC 3339 UTC. `lane` null: closed. `limitAt` is the limit it runs
 * against: the nearer one of the whole incident's and the step's; `warnAt`: from when its lamp is yellow (80 % of the working
 * time). `pausedAt`: the clock stands since then, and there is no limit. `reports` counts every observation linked, `repeats` those of the same
 * source among them.
 */
export const IncidentCard = z.object({
  ...{ id: z.string(), no: z.string(), procedure: z.string(), procedureVersion: z.int() },
  ...{ state: z.string(), lane: Lane.nullable(), outcome: Outcome.nullable() },
  ...{ stream: Stream, type: z.string(), priority: Priority, level: EventLevel.nullable(), source: z.string() },
  ...{ district: z.string(), road: z.string().nullable(), h3: H3Cell.nullable() },
  ...{ lon: z.number().nullable(), lat: z.number().nullable() },
  ...{ occurredAt: Iso, openedAt: Iso, enteredAt: Iso, closedAt: Iso.nullable() },
  ...{
    dueAt: Iso.nullable(),
    stepDueAt: Iso.nullable(),
    limitAt: Iso.nullable(),
    warnAt: Iso.nullable(),
    pausedAt: Iso.nullable(),
  },
  ...{ reviewed: z.boolean(), supervised: z.boolean(), extensionPending: z.boolean() },
  ...{
    reports: z.int(),
    repeats: z.int(),
    bounces: z.int(),
    reworks: z.int(),
    extensions: z.int(),
    reminders: z.int(),
  },
  ...{ parent: z.string().nullable(), mergedInto: z.string().nullable() },
  ...{ isDrill: z.boolean(), version: z.int() },
});
export type IncidentCard = z.infer<typeof IncidentCard>;

/** An incident on a list. Text is null for roles that may not read it; phones inside it are masked. */
export const Incident = IncidentCard.extend({ title: z.string().nullable(), place: z.string().nullable() });
export type Incident = z.infer<typeof Incident>;

/** A step of one incident: when it was reached, and whether it lies behind, is the present one, or ahead. */
export const Step = z.object({
  ...{ id: z.string(), nameZh: z.string(), nameEn: z.string() },
  ...{ at: Iso.nullable(), stands: z.enum(['done', 'now', 'ahead']) },
});
export type Step = z.infer<typeof Step>;

/**
 * One line of an incident's course: an entry of the journal about it. `type` and `what` name it; `observation` is the message behind it; `note`
 * its words. `cause` is the entry it follows from.
 */
export const CourseLine = z.object({
  ...{
    seq: z.int(),
    at: Iso,
    type: z.string(),
    what: z.string(),
    by: z.string().nullable(),
    cause: z.int().nullable(),
  },
  ...{ from: z.string().nullable(), to: z.string().nullable(), ref: z.string().nullable() },
  ...{ observation: z.string().nullable(), note: z.string().nullable() },
});
export type CourseLine = z.infer<typeof CourseLine>;

export const PhotoKind = z.enum(['near', 'far', 'reference', 'before', 'after', 'document']);
export type PhotoKind = z.infer<typeof PhotoKind>;

/** A photo or paper of an incident; `file` is its id in the files. */
export const Attachment = z.object({ file: z.string(), kind: PhotoKind, at: Iso, by: z.string() });
export type Attachment = z.infer<typeof Attachment>;

/** Somebody or something that reported it: the observation, and the incident it came to first (another one after a merge). */
export const Report = z.object({
  ...{ observation: z.string(), source: z.string(), record: z.string(), occurredAt: Iso, incident: z.string() },
  ...{ how: z.enum(['opened', 'repeated', 'joined']), title: z.string().nullable() },
});
export type Report = z.infer<typeof Report>;

export const Extension = z.object({
  ...{ minutes: z.int(), requestedBy: z.string(), requestedAt: Iso },
  ...{ decidedBy: z.string().nullable(), decidedAt: Iso.nullable(), approved: z.boolean().nullable() },
});

export const Relation = z.object({
  incident: z.string(),
  no: z.string(),
  kind: z.enum(['parent', 'child', 'merged', 'related']),
});

/**
 * The registered object that an incident is about. `offences`: others of the same kind by it that were closed as confirmed within so many `months`;
 * with none it is a first offence.
 */
export const IncidentObject = z.object({
  ...{ code: z.string(), kind: ObjectKind, nameZh: z.string(), nameEn: z.string().nullable(), address: z.string() },
  ...{ grade: ObjectGrade, gradeSince: Iso, offences: z.int(), months: z.int() },
});
export type IncidentObject = z.infer<typeof IncidentObject>;

/**
 * What can be done to an incident beside the moves of its procedure: 改级, 督办, 催办, asking for more time and deciding on it 延期, 收回 from a
 * unit, 备注, ticking its checklist.
 */
export const SideAct = z.enum(['grade', 'supervise', 'remind', 'extend', 'decide', 'withdraw', 'comment', 'tick']);
export type SideAct = z.infer<typeof SideAct>;

/**
 * `GET /api/v1/incidents/{id or no}`: everything of one incident. `can`: the moves that the asker may make now; `acts`: what he may do beside them.
 * `lookAgainAt`: when a hung one is taken up again.
 */
export const IncidentFile = Incident.extend({
  body: z.string().nullable(),
  lookAgainAt: Iso.nullable(),
  steps: z.array(Step),
  can: z.array(MoveCommand),
  acts: z.array(SideAct),
  checklist: IncidentChecklist.nullable(),
  course: z.array(CourseLine),
  attachments: z.array(Attachment),
  reported: z.array(Report),
  extended: z.array(Extension),
  relations: z.array(Relation),
  object: IncidentObject.nullable(),
  filing: Filing,
});
export type IncidentFile = z.infer<typeof IncidentFile>;

/** What the seven keys of the desk show, and 8 the hung ones: everything open, five lanes, what is over its limit. */
export const QueueFilter = z.enum(['open', 'review', 'dispatch', 'enroute', 'onsite', 'check', 'overdue', 'hung']);
export type QueueFilter = z.infer<typeof QueueFilter>;

export const IncidentPage = z.object({ items: z.array(Incident), cursor: z.string().nullable() });
export type IncidentPage = z.infer<typeof IncidentPage>;
