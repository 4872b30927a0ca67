import { z } from 'zod';
import { Priority } from './observation.js';

/**
 * Whom a step turns to. `person`: a username; `post`: everybody on that post; `on-call`: whoever the roster has on that post at the moment.
 * Posts that every city has: `duty-desk` 值班席, `shift-lead` 值班长, `duty-leader` 带班领导; others are those of the roster.
 */
export const EscalationTarget = z.strictObject({
  kind: z.enum(['person', 'post', 'on-call']),
  ref: z.string().min(1).max(60),
});
export type EscalationTarget = z.infer<typeof EscalationTarget>;

/**
 * What starts a chain: an incident waits for its review, the clock of its step or its whole clock ran out, an information report is late.
 */
export const EscalationTrigger = z.enum(['unreviewed', 'step-overdue', 'overdue', 'report-late']);
export type EscalationTrigger = z.infer<typeof EscalationTrigger>;

const IsoDay = z.iso.date();

/**
 * An escalation chain (升级链): so many minutes (of `calendar`) after the trigger, or after the step before, the next step is told. After the last
 * one it begins again after `repeatMinutes` (null: never), `repeats` times (null: until somebody acknowledges it). Of the chains of a trigger
 * the most specific one holds, as with time limits.
 */
export const EscalationChain = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  nameZh: z.string().min(1).max(60),
  nameEn: z.string().min(1).max(80),
  trigger: EscalationTrigger,
  procedure: z.string().max(40).nullable(),
  type: z.string().max(60).nullable(),
  priority: Priority.nullable(),
  district: z.string().max(20).nullable(),
  calendar: z.string().max(40),
  steps: z
    .array(z.strictObject({ waitMinutes: z.int().min(0).max(100_000), to: EscalationTarget }))
    .min(1)
    .max(10),
  repeatMinutes: z.int().min(1).max(100_000).nullable(),
  repeats: z.int().min(1).max(1000).nullable(),
  effectiveFrom: IsoDay.nullable(),
  effectiveTo: IsoDay.nullable(),
  source: z.string().min(1).max(200),
});
export type EscalationChain = z.infer<typeof EscalationChain>;

export const EscalationChains = z.object({ chains: z.array(EscalationChain) });
export type EscalationChains = z.infer<typeof EscalationChains>;

/** `ended`: the reason is gone: it was reviewed, handled, given more time, submitted. */
export const EscalationState = z.enum(['raised', 'acknowledged', 'ended']);
export type EscalationState = z.infer<typeof EscalationState>;

/** A chain at work on one incident. `step` (from 0) and `round` (from 1) were told last. `about`: the report task, where it is about one. */
export const Escalation = z.object({
  id: z.string(),
  incident: z.string(),
  incidentNo: z.string(),
  district: z.string(),
  chain: z.string(),
  trigger: EscalationTrigger,
  about: z.string().nullable(),
  state: EscalationState,
  step: z.int(),
  round: z.int(),
  to: EscalationTarget,
  since: z.string(),
  raisedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  isDrill: z.boolean(),
});
export type Escalation = z.infer<typeof Escalation>;

export const Escalations = z.object({ escalations: z.array(Escalation) });
export type Escalations = z.infer<typeof Escalations>;
