import { z } from 'zod';
import { AlertAdvice, AlertBounds, AlertMonth, AlertRisk, BothTexts } from './alert-risk.js';
import { AlertFigure, AlertSentence } from './alert-text.js';

/** 草稿, 会商, 待审, 已签, 已发布, 已更正 (a later version took its place), 已撤回. */
export const AlertState = z.enum([
  'draft',
  'consultation',
  'review',
  'approved',
  'published',
  'corrected',
  'withdrawn',
]);
export type AlertState = z.infer<typeof AlertState>;

/** `<city code>-AQTS-<YYYY>-<MM>`: one id through screens, public page, feed, CAP, PDF, facts and notices. */
export const AlertId = z.string().regex(/^[A-Za-z0-9._]+-AQTS-\d{4}-(0[1-9]|1[0-2])$/);

/** A day or span of the month that matters: a public holiday, or an event of the city's calendar. */
export const AlertDay = z.object({
  ...{
    from: z.string(),
    to: z.string(),
    name: BothTexts,
    kind: z.enum(['holiday', 'event', 'season']),
    source: z.string(),
  },
});
export type AlertDay = z.infer<typeof AlertDay>;

/** What happened last month of what the alert before expected; null figures where there was no such forecast. */
export const AlertCheck = z.object({
  ...{ risk: z.string(), name: BothTexts, expected: AlertBounds, seen: z.string(), month: AlertMonth },
  result: z.enum(['inside', 'above', 'below']),
});
export type AlertCheck = z.infer<typeof AlertCheck>;

/** Map data: districts with what was counted there in all leading risks, and the marks of the places. */
export const AlertMap = z.object({
  districts: z.array(z.object({ district: z.string(), name: BothTexts, figure: z.string(), value: z.int() })),
  cells: z.array(z.object({ h3: z.string(), figure: z.string(), value: z.int(), risk: z.string() })),
});
export type AlertMap = z.infer<typeof AlertMap>;

/** What the document was made of. `hash`: sha256 (hex) of the counted inputs and the rules; the same inputs give the same hash. */
export const AlertInputs = z.object({
  ...{ compile: z.int(), compiledAt: z.string(), seq: z.int(), countedTo: z.string(), rows: z.int(), hash: z.string() },
  method: z.array(AlertSentence),
});
export type AlertInputs = z.infer<typeof AlertInputs>;

/**
 * An alert as it is published: everything that any format says. Texts in both languages; every number in a sentence is one of `figures`, which open
 * their rows. Holds no names of people, numbers of phones, or words of callers.
 */
export const AlertDocument = z.object({
  ...{ id: AlertId, no: z.string(), kind: z.literal('monthly'), month: AlertMonth, version: z.int().min(1) },
  ...{ city: z.object({ code: z.string(), name: BothTexts }), issuer: BothTexts, title: BothTexts },
  ...{ validFrom: z.string(), validTo: z.string() },
  summary: z.array(AlertSentence),
  outlook: z.object({ sentences: z.array(AlertSentence), days: z.array(AlertDay) }),
  risks: z.array(AlertRisk).max(5),
  map: AlertMap,
  advice: z.array(AlertAdvice),
  checked: z.array(AlertCheck),
  hotlines: z.array(z.object({ number: z.string(), name: BothTexts })),
  figures: z.record(z.string(), AlertFigure),
  inputs: AlertInputs,
  /** A correction says what was wrong; null for the first version. */
  correction: z.object({ of: z.int(), reason: BothTexts, changed: z.array(z.string()) }).nullable(),
});
export type AlertDocument = z.infer<typeof AlertDocument>;

/** A published version as the public may read it. `hash`: sha256 of the document; `state` says whether it still holds, `replacedBy` by which version not. */
export const PublishedAlert = z.object({
  document: AlertDocument,
  ...{ state: AlertState, hash: z.string(), publishedAt: z.string(), replacedBy: z.int().nullable() },
  withdrawn: z.object({ at: z.string(), reason: BothTexts }).nullable(),
  versions: z.array(z.object({ version: z.int(), publishedAt: z.string(), state: AlertState })),
  demo: z.boolean(),
});
export type PublishedAlert = z.infer<typeof PublishedAlert>;
