import { z } from 'zod';
import { AlertId } from '../alert.js';
import { AlertMonth, BothTexts } from '../alert-risk.js';
import { AlertFigure } from '../alert-text.js';
import { WarningColour } from '../warning.js';

const LiveAlertFigure = AlertFigure.pick({ kind: true, value: true, query: true });

/** A leading risk: what was counted last month, and what is expected with its 80 % interval (null where too little is known). */
export const LiveAlertRisk = z.object({
  ...{ id: z.string(), rank: z.int(), name: BothTexts, colour: WarningColour, unit: BothTexts },
  last: LiveAlertFigure.nullable(),
  expected: LiveAlertFigure.nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type LiveAlertRisk = z.infer<typeof LiveAlertRisk>;

/**
 * State of `alerts`: the published monthly alert that holds, of the running month or (while that has none) of the next one; null when there is none.
 * Drafts and what was withdrawn are never in it.
 */
export const LiveAlerts = z.object({
  current: z
    .object({
      ...{ id: AlertId, no: z.string(), month: AlertMonth, version: z.int(), title: BothTexts },
      ...{ publishedAt: z.string(), risks: z.array(LiveAlertRisk) },
    })
    .nullable(),
});
export type LiveAlerts = z.infer<typeof LiveAlerts>;
