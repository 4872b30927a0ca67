import { z } from 'zod';
import { AlertId } from '../alert.js';
import { AlertMonth, BothTexts } from '../alert-risk.js';
import { WarningColour } from '../warning.js';

/** The day has come to compile the draft of a month. */
export const AlertDue = z.object({ type: z.literal('alert.due'), month: AlertMonth });
export type AlertDue = z.infer<typeof AlertDue>;

/** A leading risk as the wall says it. */
export const TopRisk = z.object({
  ...{ id: z.string(), rank: z.int(), name: BothTexts, colour: WarningColour },
  ...{ expected: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() },
});
export type TopRisk = z.infer<typeof TopRisk>;

/**
 * A monthly alert went on. Subject is its id. `departments`: who is asked or reminded; `dueAt`: until when. `risks` only when it is published: what
 * leads the month, for the wall. `alert.corrected` is a published version after the first.
 */
export const AlertChanged = z.object({
  type: z.literal([
    ...(['alert.compiled', 'alert.consulted', 'alert.reminded', 'alert.submitted', 'alert.returned'] as const),
    ...(['alert.approved', 'alert.published', 'alert.corrected', 'alert.withdrawn'] as const),
  ]),
  ...{ alert: AlertId, month: AlertMonth, version: z.int(), title: BothTexts },
  ...{ departments: z.array(z.string()), dueAt: z.string().nullable(), risks: z.array(TopRisk) },
});
export type AlertChanged = z.infer<typeof AlertChanged>;
