import { z } from 'zod';
import { EventLevel } from './incident.js';

/** 初报, 续报, 日报, 终报. */
export const ReportKind = z.enum(['first', 'followup', 'daily', 'final']);
export type ReportKind = z.infer<typeof ReportKind>;

export const ReportChannel = z.enum(['phone', 'written', 'network']);

/** What its time counts from. `previous`: the report before it was submitted. */
export const ReportStart = z.enum(['occurred', 'received', 'previous', 'closed']);
export type ReportStart = z.infer<typeof ReportStart>;

const IsoDay = z.iso.date();

/**
 * What must be reported upward (信息报告) of incidents of an event level, to whom and how soon. `type`: only of types that begin with it;
 * null is all. `minutes` run around the clock. Valid from and to a city day, inclusive.
 */
export const ReportRule = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/),
  level: EventLevel,
  type: z.string().nullable(),
  kind: ReportKind,
  channel: ReportChannel,
  start: ReportStart,
  minutes: z.int().positive(),
  toZh: z.string().min(1),
  toEn: z.string().min(1),
  effectiveFrom: IsoDay.nullable(),
  effectiveTo: IsoDay.nullable(),
  source: z.string().min(1),
});
export type ReportRule = z.infer<typeof ReportRule>;

/**
 * Body of `POST /api/v1/report-rules`: a rule that begins on a day ahead. `replaces`: the rule that ends the day before; what was asked for by it stays.
 */
export const ReportRuleInput = ReportRule.extend({
  toZh: z.string().trim().min(1).max(80),
  toEn: z.string().trim().min(1).max(120),
  minutes: z.int().min(1).max(100_000),
  source: z.string().trim().min(1).max(200),
  effectiveFrom: IsoDay,
  replaces: z.string().max(60).nullable().default(null),
});
export type ReportRuleInput = z.infer<typeof ReportRuleInput>;

export const ReportRules = z.object({ rules: z.array(ReportRule) });
export type ReportRules = z.infer<typeof ReportRules>;

/** `withdrawn`: the level no longer asks for it, or there was nothing to report. Late is not a state: `lateSeconds` says it. */
export const ReportState = z.enum(['pending', 'submitted', 'withdrawn']);
export type ReportState = z.infer<typeof ReportState>;

/**
 * One report that an incident asks for. `no`: 续报一, 续报二. The lamp goes by `warnAt` and `dueAt` (protocol/clocks.ts lampAt).
 * `lateSeconds`: city seconds after `dueAt`, 0 in time, null until submitted.
 */
export const ReportTask = z.object({
  id: z.string(),
  incident: z.string(),
  incidentNo: z.string(),
  district: z.string(),
  level: EventLevel,
  kind: ReportKind,
  no: z.int(),
  channel: ReportChannel,
  toZh: z.string(),
  toEn: z.string(),
  warnAt: z.string(),
  dueAt: z.string(),
  state: ReportState,
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  lateSeconds: z.int().nullable(),
  isDrill: z.boolean(),
});
export type ReportTask = z.infer<typeof ReportTask>;

export const ReportTasks = z.object({ tasks: z.array(ReportTask) });
export type ReportTasks = z.infer<typeof ReportTasks>;

/** A report with its text: as submitted, or drafted from the incident as it stands. Phones in it are masked. */
export const ReportText = z.object({ task: ReportTask, text: z.string() });
export type ReportText = z.infer<typeof ReportText>;

/** `POST /api/v1/incidents/{id}/reports/{task}/submissions`: what was reported, word for word. */
export const ReportInput = z.strictObject({ text: z.string().trim().min(1).max(8000) });
export type ReportInput = z.infer<typeof ReportInput>;
