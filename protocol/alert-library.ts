import { z } from 'zod';
import { AlertDepartment } from './alert-risk.js';

const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const Short = z.string().trim().min(1).max(80);
const Names = z.strictObject({ zh: Short, en: Short });
const Words = z.string().trim().min(1).max(500);
const MonthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be MM-DD');
const Source = z.string().trim().min(1).max(200);

/**
 * What the monthly alert is made by. `day`, `hour`: when the draft of the next month is compiled, in the city's zone. `weights`: severity by priority of the
 * catalogue. A trend compares the last `trendDays` with the same days a year before and counts at most `mostTrend` (at least its inverse).
 * `least` to `most` risks lead; beyond `least` only those with `smallest` of the first one's score. `colours`: see docs/alerts.md#colours.
 */
export const AlertSettings = z.strictObject({
  ...{ day: z.int().min(1).max(28), hour: z.int().min(0).max(23) },
  ...{ consultationDays: z.int().min(1).max(20), remindHours: z.int().min(1).max(240) },
  weights: z.strictObject({ 1: z.number(), 2: z.number(), 3: z.number(), 4: z.number() }),
  ...{ trendDays: z.int().min(28).max(182), mostTrend: z.number().min(1).max(10) },
  ...{ least: z.int().min(1).max(5), most: z.int().min(1).max(5), smallest: z.number().min(0).max(1) },
  colours: z.strictObject({
    growth: z.tuple([z.number(), z.number(), z.number()]),
    severity: z.tuple([z.number(), z.number()]),
  }),
  hotlines: z.array(z.strictObject({ number: z.string().regex(/^\d{3,8}$/), name: Names })).max(12),
  source: Source,
});
export type AlertSettings = z.infer<typeof AlertSettings>;

/** Answer of `GET /api/v1/alert-settings`; its `PUT` names the version it saw. */
export const AlertSettingsVersion = z.object({ version: z.int(), settings: AlertSettings });
export type AlertSettingsVersion = z.infer<typeof AlertSettingsVersion>;
export const AlertSettingsInput = z.strictObject({ version: z.int().min(1), settings: AlertSettings });

/**
 * A kind of risk: `types` are codes of the catalogue or their first words (the longest match decides, so that nothing is counted twice), `metrics` those
 * of sensors whose alarms belong to it. `unit` is what is counted. `lead` and `others` are who answers.
 */
export const AlertCategory = z.strictObject({
  ...{ id: Id, name: Names, unit: Names, capCategory: z.string().max(20) },
  ...{ types: z.array(z.string().min(1).max(60)).min(1).max(40), metrics: z.array(z.string().max(60)).max(10) },
  ...{ lead: AlertDepartment, others: z.array(AlertDepartment).max(10), source: Source },
});
export type AlertCategory = z.infer<typeof AlertCategory>;
export const AlertCategories = z.strictObject({ categories: z.array(AlertCategory).min(1).max(60) });
export type AlertCategories = z.infer<typeof AlertCategories>;

/** A text of the library: advice of a category (null: of every alert), or a line of the outlook, for some months. */
export const AlertTextInput = z.strictObject({
  kind: z.enum(['citizens', 'units', 'outlook']),
  category: Id.nullable(),
  months: z.array(z.int().min(1).max(12)).min(1).max(12),
  ...{ zh: Words, en: Words, source: Source },
});
export type AlertTextInput = z.infer<typeof AlertTextInput>;

/** `version` counts changes, all of which are kept. */
export const AlertText = AlertTextInput.extend({
  ...{ id: Id, version: z.int(), retired: z.boolean(), by: z.string().nullable(), at: z.string() },
});
export type AlertText = z.infer<typeof AlertText>;
export const AlertTexts = z.object({ texts: z.array(AlertText) });

/** `POST /api/v1/alert-texts` and `PUT /api/v1/alert-texts/{id}`, which names the version it saw. */
export const AlertTextAdd = AlertTextInput.extend({ id: Id });
export const AlertTextChange = AlertTextInput.extend({ version: z.int().min(1), retired: z.boolean().default(false) });

/** A span of the calendar: every year (`MM-DD`) or once (`YYYY-MM-DD`). Public holidays come from the city's calendar and are not repeated here. */
export const AlertEvent = z.strictObject({
  ...{ id: Id, name: Names, kind: z.enum(['event', 'season']), source: Source },
  ...{ from: z.union([MonthDay, z.iso.date()]), to: z.union([MonthDay, z.iso.date()]) },
});
export type AlertEvent = z.infer<typeof AlertEvent>;
export const AlertEvents = z.strictObject({ events: z.array(AlertEvent).max(500) });
export type AlertEvents = z.infer<typeof AlertEvents>;
