import { z } from 'zod';
import { ObjectCode } from './object.js';

const Iso = z.string();

/** What is looked at. Several in one visit make it a joint inspection (综合检查, 进一次门查多件事). */
export const VisitTopic = z.enum([
  ...(['fire', 'food', 'sanitation', 'gas', 'electricity', 'structure', 'hazchem', 'equipment'] as const),
  ...(['environment', 'crowd', 'flood', 'licence'] as const),
]);
export type VisitTopic = z.infer<typeof VisitTopic>;

/** Why somebody is visited: no visit is without one. `frequency`: its grade asks for it. */
export const VisitReason = z.enum(['frequency', 'recheck', 'campaign', 'complaint', 'warning', 'report']);
export type VisitReason = z.infer<typeof VisitReason>;

export const VisitState = z.enum(['planned', 'done', 'cancelled']);
export type VisitState = z.infer<typeof VisitState>;

/** What was found: nothing, hazards (隐患), or nobody there; the last one counts as no visit for the frequency. */
export const VisitOutcome = z.enum(['clean', 'hazards', 'absent']);
export type VisitOutcome = z.infer<typeof VisitOutcome>;

/** 隐患等级 重大、一般. @source handbook §4.1 */
export const HazardLevel = z.enum(['major', 'general']);
export type HazardLevel = z.infer<typeof HazardLevel>;

/**
 * A hidden danger that a visit found. `incident`: what it became at the desk, when a person reported it there under its id (`POST /api/v1/calls` with `key`).
 * `fixedAt`: put right, seen by a visit.
 */
export const Hazard = z.object({
  ...{ id: z.string(), topic: VisitTopic, level: HazardLevel, text: z.string(), point: z.string().nullable() },
  ...{ foundAt: Iso, dueOn: z.string(), fixedAt: Iso.nullable() },
  incident: z.object({ id: z.string(), no: z.string() }).nullable(),
});
export type Hazard = z.infer<typeof Hazard>;

/** A risk point as a visit names it. */
const VisitPoint = z.object({
  ...{ code: z.string(), nameZh: z.string(), nameEn: z.string().nullable(), grade: z.string() },
});

/**
 * A visit, planned or done. `object` with its grade, or risk points without one. `dueOn`: the last city day by which it is due; `plannedOn`: the day
 * planned, on a workday where its frequency says so. `isJoint`: more than one topic. `hazards`: found by it; `toRecheck`: open ones of earlier visits.
 */
export const Visit = z.object({
  ...{ id: z.string(), state: VisitState, reason: VisitReason, topics: z.array(VisitTopic), isJoint: z.boolean() },
  object: z
    .object({ code: z.string(), nameZh: z.string(), nameEn: z.string().nullable(), grade: z.string() })
    .nullable(),
  points: z.array(VisitPoint),
  ...{ address: z.string(), lon: z.number().nullable(), lat: z.number().nullable() },
  ...{ district: z.string(), street: z.string().nullable(), unit: z.string().nullable() },
  ...{ dueOn: z.string(), plannedOn: z.string(), overdue: z.boolean() },
  ...{ visitedAt: Iso.nullable(), visitedBy: z.string().nullable(), outcome: VisitOutcome.nullable() },
  ...{ note: z.string().nullable(), nextDueOn: z.string().nullable(), version: z.int() },
  ...{ hazards: z.array(Hazard), toRecheck: z.array(Hazard) },
});
export type Visit = z.infer<typeof Visit>;

/** Query of `GET /api/v1/visits`: planned ones by day, done ones the newest first. `from`, `to`: city days, inclusive. `mine`: those of one's own unit. */
export const VisitsQuery = z.strictObject({
  state: VisitState.default('planned'),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  district: z.string().max(500).optional(),
  unit: z.string().max(40).optional(),
  mine: z.enum(['true']).optional(),
  overdue: z.enum(['true']).optional(),
  object: ObjectCode.optional(),
  point: ObjectCode.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type VisitsQuery = z.infer<typeof VisitsQuery>;

/** `total` counts what the filters find; `today`: the city's day. */
export const VisitPage = z.object({ total: z.int(), overdue: z.int(), today: z.string(), visits: z.array(Visit) });
export type VisitPage = z.infer<typeof VisitPage>;

/** Body of `POST /api/v1/visits`: a visit that no frequency asks for. */
export const VisitInput = z
  .strictObject({
    object: ObjectCode.nullable().default(null),
    points: z.array(ObjectCode).max(20).default([]),
    reason: VisitReason.exclude(['frequency', 'recheck']),
    topics: z.array(VisitTopic).min(1),
    plannedOn: z.iso.date(),
    unit: z.string().max(40).nullable().default(null),
  })
  .refine((v) => v.object !== null || v.points.length > 0, {
    message: 'name an object or a risk point',
    path: ['object'],
  });
export type VisitInput = z.infer<typeof VisitInput>;

/** Body of `POST /api/v1/visits/{id}/assignment`: who goes, and on which day. */
export const VisitAssignment = z.strictObject({
  unit: z.string().max(40).nullable(),
  plannedOn: z.iso.date().optional(),
  version: z.int(),
});
export type VisitAssignment = z.infer<typeof VisitAssignment>;

export const VisitCancel = z.strictObject({ reason: z.string().trim().min(4).max(500), version: z.int() });
export type VisitCancel = z.infer<typeof VisitCancel>;

/** A hazard as an officer reports it. `key` becomes its id, so that sending twice is once. `isFixed`: put right on the spot. */
export const HazardInput = z.strictObject({
  key: z.uuid(),
  topic: VisitTopic,
  level: HazardLevel,
  text: z.string().trim().min(1).max(500),
  point: ObjectCode.nullable().default(null),
  isFixed: z.boolean().default(false),
  dueOn: z.iso.date().optional(),
});
export type HazardInput = z.infer<typeof HazardInput>;

/**
 * Body of `POST /api/v1/visits/{id}/record`. `topics`: those looked at, of the visit's. `fixed`: ids of earlier hazards that are put right now. A hazard without
 * `dueOn` is due after the days of its level.
 */
export const VisitRecord = z.strictObject({
  outcome: VisitOutcome,
  topics: z.array(VisitTopic).min(1),
  hazards: z.array(HazardInput).max(20).default([]),
  fixed: z.array(z.uuid()).max(50).default([]),
  note: z.string().trim().max(1000).nullable().default(null),
  version: z.int(),
});
export type VisitRecord = z.infer<typeof VisitRecord>;

/** Body of `POST /api/v1/visits/plan`: lays the plan up to a day, at most 31 from today. */
export const PlanInput = z.strictObject({ to: z.iso.date() });
export type PlanInput = z.infer<typeof PlanInput>;

/** What planning changed: visits newly planned, moved to other days or topics, and no longer due. */
export const Planned = z.object({ added: z.int(), changed: z.int(), dropped: z.int() });
export type Planned = z.infer<typeof Planned>;
