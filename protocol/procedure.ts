import { z } from 'zod';
import { Permission } from './identity.js';

/**
 * Where open incidents stand: each open incident is in exactly one lane, so the lanes add up to the number open. `review` 待核实: nobody of
 * the centre has said yes yet; `dispatch` 待派发; `enroute` 途中: given to somebody who is not at work on it yet; `onsite` 处置中;
 * `check` 待核查: the result waits to be checked and closed; `hung` 挂账: the clock stands.
 */
export const Lane = z.enum(['review', 'dispatch', 'enroute', 'onsite', 'check', 'hung']);
export type Lane = z.infer<typeof Lane>;
export const LANES = Lane.options;

/** Commands that move an incident from one state to another. docs/protocol.md §Incidents says each in words. */
export const MoveCommand = z.enum([
  ...(['accept', 'verify', 'reject', 'permit', 'file', 'dispatch', 'sign', 'handle', 'feedback'] as const),
  ...([
    'check',
    'rework',
    'penalise',
    'close',
    'return',
    'recall',
    'hang',
    'resume',
    'void',
    'reopen',
    'merge',
    'unmerge',
  ] as const),
]);
export type MoveCommand = z.infer<typeof MoveCommand>;

/** What must hold before a transition: pure tests named in server/domain/incidents/guards.rules.ts. */
export const Guard = z.enum([
  'reason',
  'reviewed',
  'after-photo',
  'outcome',
  'first-offence',
  'until',
  'extension-decided',
]);
export type Guard = z.infer<typeof Guard>;

/** How an incident ended. `permitted`: in a permitted place and hour; `note`: a warning note instead of a penalty. */
export const Outcome = z.enum([
  ...(['solved', 'unfounded', 'duplicate', 'invalid', 'by-source'] as const),
  ...(['exempt', 'note', 'penalty', 'permitted'] as const),
]);
export type Outcome = z.infer<typeof Outcome>;

/** A length of time by the calendar or by the working hours of the city's service calendar. */
export const Limit = z.object({ minutes: z.int().positive(), time: z.enum(['calendar', 'working']) });
export type Limit = z.infer<typeof Limit>;

/** A state of a procedure. `lane` null: final, the incident is closed. `step`: its place in the stepper; null for side states. */
export const ProcedureState = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  lane: Lane.nullable(),
  step: z.string().nullable(),
  clock: z.enum(['runs', 'paused', 'stopped']),
  limit: Limit.nullable(),
});
export type ProcedureState = z.infer<typeof ProcedureState>;

/** Whose it is instead for incidents of these event levels. */
export const LevelRule = z.object({
  levels: z.array(z.literal([1, 2, 3, 4])).min(1),
  permissions: z.array(Permission),
});
export type LevelRule = z.infer<typeof LevelRule>;

/**
 * A way from one state to another. `to` `back`: the state before it was hung or merged. Any one of `permissions` will do; for an incident of a level
 * that `byLevel` names, any one of those there.
 */
export const Transition = z.object({
  command: MoveCommand,
  nameZh: z.string(),
  nameEn: z.string(),
  from: z.array(z.string()).min(1),
  to: z.string(),
  permissions: z.array(Permission),
  byLevel: z.array(LevelRule).default([]),
  guards: z.array(Guard),
  outcomes: z.array(Outcome),
});
export type Transition = z.infer<typeof Transition>;

/** A step of the stepper, in order. */
export const ProcedureStep = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() });
export type ProcedureStep = z.infer<typeof ProcedureStep>;

/**
 * How a kind of incident is handled; data, versioned. `review`: nothing is dispatched that nobody reviewed. `afterPhoto`: no feedback counts
 * without a photo taken after. `clockFrom`: when the whole limit starts. `repeat`: one source that says the same again so near and so soon adds to
 * the incident that is open. `bySource`: states that a source's own closing of its record closes.
 */
export const Procedure = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().positive(),
  nameZh: z.string(),
  nameEn: z.string(),
  source: z.string(),
  initial: z.string(),
  review: z.boolean(),
  afterPhoto: z.boolean(),
  clockFrom: z.enum(['occurred', 'opened', 'filed']),
  limits: z.record(z.enum(['1', '2', '3', '4']), Limit),
  repeat: z.object({ metres: z.number().positive(), hours: z.number().positive() }).nullable(),
  bySource: z.array(z.string()),
  steps: z.array(ProcedureStep).min(1),
  states: z.array(ProcedureState).min(2),
  transitions: z.array(Transition).min(1),
});
export type Procedure = z.infer<typeof Procedure>;

export const Procedures = z.object({ procedures: z.array(Procedure) });
export type Procedures = z.infer<typeof Procedures>;

/** A version of a procedure as the administration sees it. `addedBy` null: built in. `active`: new incidents go by it. `open`: incidents that go by it now. */
export const ProcedureVersion = z.object({
  ...{ id: z.string(), version: z.int(), nameZh: z.string(), nameEn: z.string(), source: z.string() },
  ...{ addedAt: z.string(), addedBy: z.string().nullable(), activatedAt: z.string().nullable() },
  ...{ active: z.boolean(), open: z.int() },
});
export type ProcedureVersion = z.infer<typeof ProcedureVersion>;

export const ProcedureVersions = z.object({ versions: z.array(ProcedureVersion) });
export type ProcedureVersions = z.infer<typeof ProcedureVersions>;
