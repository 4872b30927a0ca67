import { z } from 'zod';
import { InstructionCard } from '../instruction.js';
import { ReportChannel, ReportKind } from '../report.js';

/**
 * An information report (信息报告) was asked for, submitted, became late, or is asked for no more. Subject is the incident. `lateSeconds` of a
 * submitted one: how late it was, 0 in time.
 */
export const ReportChanged = z.object({
  type: z.literal(['report.asked', 'report.submitted', 'report.late', 'report.withdrawn']),
  task: z.string(),
  incident: z.string(),
  kind: ReportKind,
  no: z.int(),
  channel: ReportChannel,
  dueAt: z.string(),
  lateSeconds: z.int().nullable(),
});
export type ReportChanged = z.infer<typeof ReportChanged>;

/**
 * An instruction (批示) was given, answered, sent back, closed, or was not answered in time. Subject is the incident that it is about, so that it
 * stands in the incident's course, else the instruction.
 */
export const InstructionChanged = z.object({
  type: z.literal([
    'instruction.given',
    'instruction.answered',
    'instruction.returned',
    'instruction.closed',
    'instruction.overdue',
  ]),
  instruction: InstructionCard,
});
export type InstructionChanged = z.infer<typeof InstructionChanged>;
