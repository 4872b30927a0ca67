import { z } from 'zod';
import { KpiQuery } from './kpi-queries.js';
import { Priority, Stream } from './observation.js';

export { KpiQuery } from './kpi-queries.js';

/** Length of a period. They begin at the city's midnight; weeks on Monday; hours are whole hours. */
export const KpiPeriodKind = z.enum(['hour', 'day', 'week', 'month', 'quarter', 'year']);
export type KpiPeriodKind = z.infer<typeof KpiPeriodKind>;

/** By what a figure can be split. `category`: the source's own word for the type; `channel`: how the report came in. */
export const KpiDimension = z.enum(['district', 'source', 'organisation', 'type', 'channel', 'category']);
export type KpiDimension = z.infer<typeof KpiDimension>;

export const KpiCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9.-]{0,39}$/, 'capital letters, digits, dots, hyphens; at most 40');
const Name = z.string().trim().min(1).max(100);
const Words = z.string().trim().max(500);
const SeriesId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,59}$/, 'small letters, digits, dots, hyphens; at most 60');

/** Narrows a named query. `type` is the beginning of a code. */
export const KpiFilter = z.strictObject({
  stream: Stream.optional(),
  type: z.string().min(1).max(120).optional(),
  source: z.string().min(1).max(100).optional(),
  priority: Priority.optional(),
});
export type KpiFilter = z.infer<typeof KpiFilter>;

/** One part of a formula: a count of our own data, what somebody uploads, or the people who live in an area. */
export const KpiTerm = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('query'), query: KpiQuery, filter: KpiFilter.optional() }),
  z.strictObject({ from: z.literal('series'), series: SeriesId }),
  z.strictObject({ from: z.literal('population') }),
]);
export type KpiTerm = z.infer<typeof KpiTerm>;

/**
 * How a value comes of its parts: a count; a ratio times `scale`; a quantile of lengths (`share` 0.5 is the median) in units of `seconds`; the
 * weighted mean of the children's scores; the sum of the children's values, of those with a weight.
 */
export const KpiFormula = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), numerator: KpiTerm }),
  z.strictObject({
    ...{ kind: z.literal('ratio'), numerator: KpiTerm, denominator: KpiTerm },
    scale: z.union([z.literal(1), z.literal(100), z.literal(1000), z.literal(10_000), z.literal(100_000)]),
  }),
  z.strictObject({
    ...{ kind: z.literal('quantile'), of: KpiTerm, share: z.number().min(0).max(1) },
    seconds: z.union([z.literal(1), z.literal(60), z.literal(3600), z.literal(86_400)]),
  }),
  z.strictObject({ kind: z.literal('weighted') }),
  z.strictObject({ kind: z.literal('sum') }),
]);
export type KpiFormula = z.infer<typeof KpiFormula>;

/** Whether more is better, less is better, or it is a plain count without a better. */
export const KpiDirection = z.enum(['higher', 'lower', 'none']);
export type KpiDirection = z.infer<typeof KpiDirection>;

/** An indicator as data. `alarm`: beyond it the indicator is red; `target`: what it should reach. `validTo` is its last day. */
export const KpiDefinitionInput = z.strictObject({
  ...{ code: KpiCode, nameZh: Name, nameEn: Name, parent: KpiCode.nullable() },
  ...{ ownerZh: Name, ownerEn: Name, unitZh: z.string().max(20), unitEn: z.string().max(20) },
  ...{ decimals: z.int().min(0).max(6), direction: KpiDirection, formula: KpiFormula },
  /** Whole weight among its siblings; 0 is shown and not counted. */
  weight: z.int().min(0).max(1000),
  ...{ target: z.number().nullable(), alarm: z.number().nullable() },
  benchmark: z.strictObject({ value: z.number(), source: z.string().max(200) }).nullable(),
  period: KpiPeriodKind,
  ...{ definitionZh: Words, definitionEn: Words, source: z.string().max(300) },
  ...{ validFrom: z.iso.date(), validTo: z.iso.date().nullable() },
});
export type KpiDefinitionInput = z.infer<typeof KpiDefinitionInput>;
export const KpiDefinition = KpiDefinitionInput.extend({ version: z.int().positive() });
export type KpiDefinition = z.infer<typeof KpiDefinition>;

/** `GET|POST /api/v1/kpis/definitions`: all versions out; new versions in (a changed definition becomes the next version of its code). */
export const KpiDefinitions = z.object({ definitions: z.array(KpiDefinition) });
export type KpiDefinitions = z.infer<typeof KpiDefinitions>;
export const KpiImport = z.strictObject({
  definitions: z
    .array(KpiDefinitionInput.extend({ version: z.int().positive().optional() }))
    .min(1)
    .max(2000),
});
export type KpiImport = z.infer<typeof KpiImport>;
export const KpiImported = z.object({ added: z.int(), changed: z.int(), unchanged: z.int() });
export type KpiImported = z.infer<typeof KpiImported>;

/**
 * Why there is no value. `not-connected`: nobody supplies it (未接入); `zero-denominator`: nothing to divide by (—); `no-data`: it is supplied,
 * and there is nothing in this period; `no-children`: no child has a score.
 */
export const KpiReason = z.enum(['not-connected', 'zero-denominator', 'no-data', 'no-children']);
export type KpiReason = z.infer<typeof KpiReason>;

/** `good`: target met; `warn`: short of it; `red`: beyond the alarm threshold; `none`: nothing to hold it against, or no value. */
export const KpiState = z.enum(['good', 'warn', 'red', 'none']);
export type KpiState = z.infer<typeof KpiState>;

/** One figure with what it was made of. Null `value` has a `reason`. For quantiles the denominator is the number of lengths, and the
 * numerator the length itself in seconds, unrounded. */
export const KpiValue = z.object({
  ...{ value: z.number().nullable(), reason: KpiReason.nullable(), state: KpiState },
  ...{ numerator: z.number().nullable(), denominator: z.number().nullable() },
  /** 0 to 100 against the target; null without value or target. */
  score: z.number().nullable(),
});
export type KpiValue = z.infer<typeof KpiValue>;

/** (value - before) / before; null where there is none of the two, or `before` is 0: shown as "—". */
export const KpiChange = z.object({ before: z.number().nullable(), share: z.number().nullable() });
export type KpiChange = z.infer<typeof KpiChange>;

/** Days [start, end) of the city; of an hour its beginning and end. `closed`: over, and frozen as published. */
export const KpiSpan = z.object({ kind: KpiPeriodKind, start: z.string(), end: z.string(), closed: z.boolean() });
export type KpiSpan = z.infer<typeof KpiSpan>;

const AsOf = z.object({ seq: z.int(), at: z.string() });

/** An indicator on the board. `rows`: links to what was counted; in those of a split, `{key}` stands for the key. */
export const KpiLine = z.object({
  ...KpiDefinition.omit({ formula: true, definitionZh: true, definitionEn: true, source: true }).shape,
  ...{ formulaZh: z.string(), formulaEn: z.string(), kind: z.enum(['count', 'ratio', 'quantile', 'weighted', 'sum']) },
  value: KpiValue,
  /** Children that are in it (of a weighted group those with a score, of a sum those with a value), and all that have a weight; null for a leaf. */
  coverage: z.object({ connected: z.int(), of: z.int() }).nullable(),
  rows: z.object({ numerator: z.string().nullable(), denominator: z.string().nullable() }),
  /** By key of the split asked for. */
  by: z.record(z.string(), KpiValue).optional(),
});
export type KpiLine = z.infer<typeof KpiLine>;

/** `GET /api/v1/kpis`. `area`: a district's code, null the whole city. Red ones are counted. */
export const KpiBoard = z.object({
  ...{ asOf: AsOf, period: KpiSpan, area: z.string().nullable(), by: KpiDimension.nullable() },
  counts: z.object({ good: z.int(), warn: z.int(), red: z.int(), none: z.int(), notConnected: z.int() }),
  indicators: z.array(KpiLine),
});
export type KpiBoard = z.infer<typeof KpiBoard>;

export const KpiBoardQuery = z.strictObject({
  period: KpiPeriodKind.default('month'),
  /** Any day in the period, or (hours) a time; today when left out. */
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  area: z.string().max(20).optional(),
  by: z.enum(['district']).optional(),
});
export type KpiBoardQuery = z.infer<typeof KpiBoardQuery>;
export const KpiExportQuery = KpiBoardQuery.extend({ format: z.enum(['csv', 'xlsx']).default('csv') });

const Code = z.string().max(120);
/** `GET /api/v1/kpis/{code}/values`: one indicator split by anything, for a period or for the days [from, to), narrowed to a source or district. */
export const KpiSplitQuery = z.strictObject({
  by: KpiDimension,
  period: KpiPeriodKind.default('month'),
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  ...{ source: Code.optional(), district: z.string().max(20).optional() },
  /** How long closing took: the time that `passed`, or the difference of what the city's `clock` showed. They differ over a change of the clocks. */
  lengths: z.enum(['passed', 'clock']).default('passed'),
});
export type KpiSplitQuery = z.infer<typeof KpiSplitQuery>;

/** A key of a split ('-' where it is not known) with its place (equal values share one), and the rows it was made of. */
export const KpiRank = z.object({
  ...{ key: z.string(), rank: z.int().nullable(), value: KpiValue },
  rows: z.object({ numerator: z.string().nullable(), denominator: z.string().nullable() }),
});
export type KpiRank = z.infer<typeof KpiRank>;

/** `total` is all keys together; of a group there are none but its districts. */
export const KpiSplit = z.object({
  ...{ asOf: AsOf, code: z.string(), by: KpiDimension, from: z.string(), to: z.string() },
  ...{ total: KpiValue, values: z.array(KpiRank) },
});
export type KpiSplit = z.infer<typeof KpiSplit>;

export const KpiSeriesQuery = z.strictObject({
  period: KpiPeriodKind.default('month'),
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional(),
  area: z.string().max(20).optional(),
  /** How many periods, the one of `at` last. */
  n: z.coerce.number().int().min(1).max(120).default(12),
});
export type KpiSeriesQuery = z.infer<typeof KpiSeriesQuery>;

/**
 * `GET /api/v1/kpis/{code}/series`. `previous` is against the period before (环比), `lastYear` against the same one a year earlier (同比);
 * `streak`: how many periods in a row met the target; `usual`: 10th to 90th percentile of the periods before the last one.
 */
export const KpiSeries = z.object({
  ...{ asOf: AsOf, code: z.string(), area: z.string().nullable() },
  points: z.array(z.object({ ...KpiSpan.shape, value: KpiValue })),
  ...{ previous: KpiChange, lastYear: KpiChange, streak: z.int() },
  usual: z.object({ low: z.number(), high: z.number() }).nullable(),
});
export type KpiSeries = z.infer<typeof KpiSeries>;

/** `GET /api/v1/kpis/{code}`: its definition in force, the words of every part, and all versions. */
export const KpiFile = z.object({
  definition: KpiDefinition,
  ...{ formulaZh: z.string(), formulaEn: z.string() },
  terms: z.array(
    z.object({
      ...{ role: z.enum(['numerator', 'denominator', 'of']), term: KpiTerm, nameZh: z.string(), nameEn: z.string() },
      ...{ definitionZh: z.string(), definitionEn: z.string() },
    }),
  ),
  versions: z.array(KpiDefinition),
});
export type KpiFile = z.infer<typeof KpiFile>;

/** `POST /api/v1/kpis/series`: numbers that others supply, by first day of the period; area '' is the city. A number sent again replaces. */
export const KpiSeriesInput = z.strictObject({
  series: SeriesId,
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  values: z
    .array(z.strictObject({ start: z.iso.date(), area: z.string().max(20).default(''), value: z.number() }))
    .min(1)
    .max(5000),
});
export type KpiSeriesInput = z.infer<typeof KpiSeriesInput>;
export const KpiSeriesKept = z.object({ kept: z.int() });
export type KpiSeriesKept = z.infer<typeof KpiSeriesKept>;

/** A value as it was published. Edition 1 was frozen when its period was closed; later ones are corrections by facts that came late. */
export const KpiEdition = z.object({
  ...{ code: z.string(), area: z.string().nullable(), period: KpiPeriodKind, start: z.string() },
  ...{ edition: z.int(), version: z.int(), value: KpiValue, seq: z.int(), at: z.string() },
});
export type KpiEdition = z.infer<typeof KpiEdition>;
export const KpiEditionQuery = z.strictObject({
  code: KpiCode.optional(),
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
  start: z.iso.date().optional(),
  area: z.string().max(20).optional(),
  /** Corrections only: editions after the first. */
  corrections: z.literal('true').optional(),
});
export type KpiEditionQuery = z.infer<typeof KpiEditionQuery>;
export const KpiEditions = z.object({ editions: z.array(KpiEdition) });
export type KpiEditions = z.infer<typeof KpiEditions>;
