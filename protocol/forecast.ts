import { z } from 'zod';

/** Steps of a series. */
export const ForecastStep = z.enum(['day', 'week']);
export type ForecastStep = z.infer<typeof ForecastStep>;

const horizon = z.coerce.number().int().min(1).max(92).default(28);

/** What of our own history is forecast: `type` a code or its first words; `district` one code, or all within reach. */
export const ForecastQuery = z.strictObject({
  stream: z.enum(['incident', 'complaint', 'risk']).optional(),
  type: z.string().max(120).optional(),
  district: z.string().max(20).optional(),
  by: ForecastStep.default('day'),
  horizon,
});
export type ForecastQuery = z.infer<typeof ForecastQuery>;

/** A series of one's own: `counts` from `first` on, one a step. `origin`: the step the back-test begins at (default: the last 26 weeks). */
export const ForecastInput = z.strictObject({
  by: ForecastStep.default('day'),
  first: z.iso.date(),
  counts: z.array(z.number().min(0).max(1e9)).min(1).max(4000),
  horizon,
  origin: z.int().min(1).optional(),
  stride: z.int().min(1).max(28).default(7),
  /** Steps ahead that `total` leaves out, for a span that begins later than tomorrow. */
  skip: z.int().min(0).max(91).default(0),
  /** Season of the yardstick in steps: by default 7 for days; for weeks 52 where a year is known, else 1. */
  season: z.int().min(1).max(366).optional(),
});
export type ForecastInput = z.infer<typeof ForecastInput>;

const Bounds = { value: z.number(), low: z.number(), high: z.number() };

/**
 * A forecast with what it rests on. `steps` is empty and `missing` says why when there is too little history. `total`: all steps
 * together. `backtest`: how forecasts would have done, `skill` against the same weekday (or week) before. docs/forecast.md
 */
export const Forecast = z.object({
  by: ForecastStep,
  history: z.object({ from: z.string().nullable(), to: z.string().nullable(), steps: z.int(), events: z.number() }),
  missing: z.enum(['too-short', 'nothing-counted']).nullable(),
  steps: z.array(z.object({ day: z.string(), ...Bounds })),
  total: z.object(Bounds).nullable(),
  backtest: z
    .object({
      origins: z.int(),
      points: z.int(),
      mae: z.number(),
      naiveMae: z.number(),
      skill: z.number().nullable(),
      coverage: z.number(),
    })
    .nullable(),
  /** How the daily aggregates of the city's profile meet what is counted here since `from`; null for a series brought along. docs/forecast.md §Two counts */
  seam: z
    .object({
      fit: z.enum(['alone', 'same', 'linked', 'apart']),
      factor: z.number(),
      from: z.string().nullable(),
    })
    .nullable(),
});
export type Forecast = z.infer<typeof Forecast>;
