import { z } from 'zod';
import { H3Cell } from './geo.js';
import { RiskWeight } from './risk-weight.js';

const Iso = z.string();

/**
 * Level of the risk index: 0 below every bound, 1 low 低, 2 middle 中, 3 high 高. A scale of its own: neither the risk grade of the register
 * (红橙黄蓝), nor an event level, a warning colour or a priority. @source handbook §1.1, §4.2
 */
export const RiskLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type RiskLevel = z.infer<typeof RiskLevel>;

/** Points are whole hundredths: 8640 is 86.40. The index goes from 0 to here. */
export const RISK_CEILING = 10_000;
/** For how long the map can be asked what it showed. @source issue C, acceptance 1 */
export const RISK_DAYS = 7;

/** What a contribution comes from. `register` is a risk point (红橙黄蓝), `object` something that is looked after (红黄绿). `ceiling` takes off what goes beyond {@link RISK_CEILING}. */
export const RiskCauseKind = z.enum(['alarm', 'incident', 'records', 'register', 'object', 'ceiling']);
export type RiskCauseKind = z.infer<typeof RiskCauseKind>;

/**
 * One line of an explanation; the lines of a cell sum exactly to its value. `points` in hundredths, below zero only for `ceiling`.
 * `ref`: id of the alarm, number of the incident, code of the risk point or object; null for records, which `type` and `n` tell. `type`: cause of
 * the alarm, type of incident or records, category of the register. `grade`: priority 1..4, or colour of the register. `since`: since when it
 * stands, or when it ended where it is `over` and decays. `decay` and `share`, per mille: what age leaves of the weight, and what its
 * place among causes of its kind does. `usual`: records that are usual for the place, decayed like `n`; both in thousandths.
 */
export const RiskContribution = z.object({
  ...{ kind: RiskCauseKind, points: z.int(), ref: z.string().nullable(), type: z.string().nullable() },
  ...{ grade: z.string().nullable(), sensor: z.string().nullable() },
  ...{ since: Iso.nullable(), over: z.boolean(), decay: z.int(), share: z.int() },
  ...{ n: z.int().nullable(), usual: z.int().nullable() },
});
export type RiskContribution = z.infer<typeof RiskContribution>;

/** The index of one cell. `unknown`: sensors in it that say nothing; a cell with some is not known to be calm, whatever its value. */
export const RiskCellValue = z.object({
  cell: H3Cell,
  district: z.string(),
  value: z.int(),
  level: RiskLevel,
  unknown: z.array(z.string()),
});
export type RiskCellValue = z.infer<typeof RiskCellValue>;

/** Cells by level, and those with silent sensors (of any level). */
export const RiskCounts = z.object({ high: z.int(), middle: z.int(), low: z.int(), unknown: z.int() });
export type RiskCounts = z.infer<typeof RiskCounts>;

/**
 * What was on the map at `at`: stated at `statedAt` by the weights of version `weights`; null when nothing was stated then. `cells`: those with a
 * value or silent sensors, the worst first; all others are 0 and known.
 */
export const RiskCells = z.object({
  ...{ at: Iso, statedAt: Iso.nullable(), weights: z.int().nullable(), res: z.int().min(7).max(9) },
  ...{ counts: RiskCounts, cells: z.array(RiskCellValue) },
});
export type RiskCells = z.infer<typeof RiskCells>;

/** Query of `GET /api/v1/risk/cells`. `bbox`: west,south,east,north in degrees: cells whose middle lies in it. `at`: within the last 7 days. */
export const RiskCellsQuery = z.strictObject({
  res: z.coerce.number().int().min(7).max(9).default(8),
  bbox: z
    .string()
    .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'west,south,east,north in degrees')
    .optional(),
  district: z.string().max(100).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
export type RiskCellsQuery = z.infer<typeof RiskCellsQuery>;

/** A silent sensor of a cell. `couldAdd`: what its worst alarm alone would add, hundredths of a point. */
export const SilentSensor = z.object({ sensor: z.string(), couldAdd: z.int() });
export type SilentSensor = z.infer<typeof SilentSensor>;

/** `GET /api/v1/risk/cells/{cell}`: why it has its value. `since`: since when exactly this is stated. `hourAgo`, `weekAgo`: its values then; null when nothing was stated. */
export const RiskExplanation = z.object({
  ...{ cell: H3Cell, res: z.int(), district: z.string(), at: Iso, since: Iso.nullable() },
  ...{ value: z.int(), level: RiskLevel, weights: z.int().nullable() },
  contributions: z.array(RiskContribution),
  unknown: z.array(SilentSensor),
  ...{ hourAgo: z.int().nullable(), weekAgo: z.int().nullable() },
});
export type RiskExplanation = z.infer<typeof RiskExplanation>;

/** `GET /api/v1/risk/districts`: a district is as bad as its worst cell (`cell`, at `res`), never the mean. @source handbook §4.2 */
export const RiskDistrict = z.object({
  ...{ district: z.string(), value: z.int(), level: RiskLevel, cell: H3Cell.nullable() },
  ...{ counts: RiskCounts, unknown: z.array(z.string()) },
});
export const RiskDistricts = RiskCells.omit({ cells: true, counts: true }).extend({ districts: z.array(RiskDistrict) });
export type RiskDistricts = z.infer<typeof RiskDistricts>;

/** `GET /api/v1/risk/course`: counts at the end of each hour of the last 7 days, oldest first; null where nothing was stated. The last one runs. */
export const RiskCourse = z.object({
  res: z.int(),
  hours: z.array(z.object({ from: Iso, counts: RiskCounts.nullable() })),
});
export type RiskCourse = z.infer<typeof RiskCourse>;

/** One version of the weights. The newest is in force; none is ever changed. */
export const RiskWeights = z.object({
  ...{ version: z.int(), publishedAt: Iso, publishedBy: z.string().nullable(), reason: z.string() },
  weights: z.array(RiskWeight),
});
export type RiskWeights = z.infer<typeof RiskWeights>;
export const RiskWeightVersions = z.object({ versions: z.array(RiskWeights) });
export type RiskWeightVersions = z.infer<typeof RiskWeightVersions>;

/** Body of `POST /api/v1/risk/weights`: what differs from version `base`, which must be the newest. */
export const RiskWeightsInput = z.strictObject({
  base: z.int(),
  reason: z.string().trim().min(1).max(500),
  weights: z.array(RiskWeight).min(1),
});
export type RiskWeightsInput = z.infer<typeof RiskWeightsInput>;
