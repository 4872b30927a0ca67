import { z } from 'zod';
import { Skill, UnitId, UnitStatus } from './unit.js';

const Iso = z.string();
const Text = z.string().trim().min(2).max(500);

/** 已派, 已签收, 已到场, 已处置; ended by 退回, 收回, 撤销. The first three are open: they count against the unit's capacity. */
export const AssignmentState = z.enum([
  'assigned',
  'accepted',
  'arrived',
  'handled',
  'returned',
  'withdrawn',
  'undone',
]);
export type AssignmentState = z.infer<typeof AssignmentState>;

/**
 * One unit given to one incident. `first`: the first contact (首接责任), who stays responsible whoever comes later. `noticeAt`: the notice leaves
 * then; until `undoUntil` it can be undone. Both are real time, whatever the city's clock. Reasons are null for roles that may not read text.
 */
export const Assignment = z.object({
  ...{ id: z.string(), incident: z.string(), unit: z.string(), state: AssignmentState },
  ...{ first: z.boolean(), override: z.boolean(), drill: z.boolean(), version: z.int() },
  ...{ assignedAt: Iso, assignedBy: z.string(), undoUntil: Iso, noticeAt: Iso },
  ...{ acceptedAt: Iso.nullable(), arrivedAt: Iso.nullable(), handledAt: Iso.nullable(), endedAt: Iso.nullable() },
  ...{ reason: z.string().nullable(), endReason: z.string().nullable() },
});
export type Assignment = z.infer<typeof Assignment>;

export const AssignmentList = z.object({ assignments: z.array(Assignment) });
export type AssignmentList = z.infer<typeof AssignmentList>;

/**
 * Body of `POST /api/v1/incidents/{id}/assignments`. `expectedVersion`: the incident as the sender saw it. `override` takes a unit over its capacity, off
 * shift, resting or lost, and needs a `reason`; both are recorded.
 */
export const AssignInput = z.strictObject({
  units: z.array(UnitId).min(1).max(20),
  reason: Text.optional(),
  override: z.boolean().default(false),
  expectedVersion: z.int().positive(),
});
export type AssignInput = z.infer<typeof AssignInput>;

/** Body of commands on an assignment. `version`: as the sender saw it; left out, whatever stands now. */
export const AssignmentInput = z.strictObject({ version: z.int().positive().optional() });
export type AssignmentInput = z.infer<typeof AssignmentInput>;

/** Body of `.../return` and `.../withdraw`. */
export const AssignmentReason = AssignmentInput.extend({ reason: Text });
export type AssignmentReason = z.infer<typeof AssignmentReason>;

/** Answer of a command: the incident's version after it, and its assignments. */
export const Dispatched = AssignmentList.extend({ incident: z.object({ id: z.string(), version: z.int() }) });
export type Dispatched = z.infer<typeof Dispatched>;

/** What a conflict tells of a unit (`present.units`). */
export const UnitStanding = z.object({
  unit: UnitId,
  status: UnitStatus,
  load: z.int(),
  capacity: z.int(),
  onShift: z.boolean(),
});
export type UnitStanding = z.infer<typeof UnitStanding>;

/** Why a unit stands where it does. `value` and `of`: see docs/protocol.md §Recommendation. */
export const ReasonCode = z.enum([
  ...(['one-team', 'field', 'skill', 'no-rule', 'nobody-fits'] as const),
  ...(['eta', 'no-position', 'position-age', 'at-base'] as const),
  ...(['load', 'full', 'on-shift', 'off-shift', 'resting', 'lost', 'own-district', 'other-district'] as const),
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

export const RankReason = z.object({ code: ReasonCode, value: z.number().nullable(), of: z.number().nullable() });
export type RankReason = z.infer<typeof RankReason>;

/** `able`: can be assigned without override. `fills`: the need it is proposed for. */
export const RankedUnit = z.object({
  unit: UnitId,
  rank: z.int(),
  able: z.boolean(),
  fills: Skill.nullable(),
  distanceM: z.int().nullable(),
  etaMinutes: z.int().nullable(),
  reasons: z.array(RankReason),
});
export type RankedUnit = z.infer<typeof RankedUnit>;

/** A need of an incident: `wanted` units with the skill, of which `committed` are on it, `offered` can be, and `missing` are nowhere. */
export const Need = z.object({
  skill: Skill,
  wanted: z.int(),
  committed: z.int(),
  offered: z.int(),
  missing: z.int(),
});
export type Need = z.infer<typeof Need>;

/** Answer of `GET /api/v1/incidents/{id}/recommendation`. `routed`: the one team of the routing table, `field` why. */
export const Recommendation = z.object({
  incident: z.string(),
  version: z.int(),
  at: Iso,
  field: z.string().nullable(),
  routed: UnitId.nullable(),
  units: z.array(RankedUnit),
  needs: z.array(Need),
});
export type Recommendation = z.infer<typeof Recommendation>;
