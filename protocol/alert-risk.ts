import { z } from 'zod';
import { AlertSentence } from './alert-text.js';
import { LonLat } from './geo.js';
import { Stream } from './observation.js';
import { WarningColour } from './warning.js';

/** Text in both languages. */
export const BothTexts = z.object({ zh: z.string(), en: z.string() });
/** A month of the city, `YYYY-MM`. */
export const AlertMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be YYYY-MM');
/** An expected number with the ends of its 80 % interval. */
export const AlertBounds = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Who answers for a risk: `id` is what comments, receivers (`department:<id>`) and reminders name it by. */
export const AlertDepartment = z.object({ id: z.string(), zh: z.string(), en: z.string() });
export type AlertDepartment = z.infer<typeof AlertDepartment>;

/**
 * What is expected in the month, with its 80 % interval, and how such forecasts would have done: `skill` against the season's naive forecast (the
 * same weekday before), `coverage` the share of outcomes inside their intervals. `missing` says why there is none; then `total` and `backtest` are
 * null. `asOf`: the day before which everything was counted.
 */
export const AlertForecast = z.object({
  ...{ missing: z.enum(['too-short', 'nothing-counted']).nullable(), total: AlertBounds.nullable() },
  history: z.object({ from: z.string().nullable(), to: z.string().nullable(), days: z.int(), events: z.number() }),
  backtest: z
    .object({
      ...{ origins: z.int(), points: z.int(), mae: z.number(), naiveMae: z.number() },
      ...{ skill: z.number().nullable(), coverage: z.number() },
    })
    .nullable(),
  asOf: z.string(),
});
export type AlertForecast = z.infer<typeof AlertForecast>;

/** One bar or point of a chart: the figure behind it (its query opens the rows). `low` and `high` only of a forecast. */
export const AlertPoint = z.object({
  ...{ label: z.string(), month: AlertMonth, value: z.number().nullable(), figure: z.string().nullable() },
  ...{ low: z.number().nullable(), high: z.number().nullable() },
});
export type AlertPoint = z.infer<typeof AlertPoint>;

/** Bars of a risk: `before` last month (or what of it is over), `years` the same month of earlier years, `ahead` the forecast; `monthly` 36 months. */
export const AlertChart = z.object({
  ...{ before: AlertPoint, years: z.array(AlertPoint), ahead: AlertPoint.nullable() },
  mean: z.number().nullable(),
  monthly: z.array(z.object({ month: AlertMonth, value: z.int().nullable() })),
  /** The chart in words, for readers of the page who do not see it. */
  caption: BothTexts,
});
export type AlertChart = z.infer<typeof AlertChart>;

/**
 * Where it happens most: a street (road-level, never a door), a named object of the register, or a cell. `mark` numbers it on the map; `at` is the
 * middle of the cell or the object's place.
 */
export const AlertPlace = z.object({
  ...{ mark: z.int(), kind: z.enum(['street', 'object', 'cell']), risk: z.string() },
  ...{ name: BothTexts, district: z.string(), h3: z.string().nullable(), at: LonLat.nullable() },
  figure: z.string(),
});
export type AlertPlace = z.infer<typeof AlertPlace>;

/** An incident told without names, numbers, words of callers or house numbers. `day` in the city's zone; `hours` from opening to closing. */
export const AlertExample = z.object({
  ...{ day: z.string(), district: z.string(), road: z.string().nullable(), type: z.string(), typeName: BothTexts },
  ...{ priority: z.int(), hours: z.number().nullable(), text: BothTexts },
});
export type AlertExample = z.infer<typeof AlertExample>;

/** A line of advice from the library (`text` its id and `version` there), or written by an editor (null). */
export const AlertAdvice = z.object({
  ...{ id: z.string(), to: z.enum(['citizens', 'units']), zh: z.string(), en: z.string() },
  from: z.object({ text: z.string(), version: z.int() }).nullable(),
});
export type AlertAdvice = z.infer<typeof AlertAdvice>;

/** Why a risk leads: `score` = expected x severity x trend. @source docs/alerts.md#formula */
export const AlertScore = z.object({
  ...{ expected: z.number(), severity: z.number(), trend: z.number(), score: z.number() },
  districts: z.array(z.object({ district: z.string(), name: BothTexts, figure: z.string(), score: z.number() })),
});
export type AlertScore = z.infer<typeof AlertScore>;

/**
 * A leading risk. `unit`: what is counted, 起 or 件. `types`: codes of the catalogue, or their first words. `figures`: ids of its own: what was counted
 * last month and in the mean of the same month of earlier years, what is expected with its interval, by how much that is more than the mean
 * (per cent), and how the last three months stand to the same a year ago; null where nothing is known.
 */
export const AlertRisk = z.object({
  ...{ id: z.string(), rank: z.int(), name: BothTexts, colour: WarningColour, unit: BothTexts },
  ...{ streams: z.array(Stream), types: z.array(z.string()), capCategory: z.string() },
  score: AlertScore,
  figures: z.object({
    ...{ last: z.string(), mean: z.string().nullable(), trend: z.string().nullable(), change: z.string().nullable() },
    ...{ expected: z.string().nullable(), low: z.string().nullable(), high: z.string().nullable() },
  }),
  sentences: z.array(AlertSentence),
  forecast: AlertForecast,
  chart: AlertChart,
  places: z.array(AlertPlace),
  examples: z.array(AlertExample),
  ...{ lead: AlertDepartment, others: z.array(AlertDepartment) },
  advice: z.array(AlertAdvice),
});
export type AlertRisk = z.infer<typeof AlertRisk>;
