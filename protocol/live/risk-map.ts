import { z } from 'zod';
import { H3Cell } from '../geo.js';
import { RiskLevel } from '../risk.js';
import { Window } from './situation.js';

/**
 * One cell of the map. `value` of the risk index in hundredths of a point, its level, and how many sensors in it say nothing (`unknown`: such a cell
 * is not known to be calm). `n`: records of the window in it by priority 1..4; rows: `observations.total` with `h3`.
 */
export const RiskCell = z.object({
  ...{ value: z.int(), level: RiskLevel, unknown: z.int() },
  n: z.tuple([z.int(), z.int(), z.int(), z.int()]),
});
export type RiskCell = z.infer<typeof RiskCell>;

/**
 * State of `risk-map`: cells at `res` that have a value, silent sensors or records. `statedAt`: when the index last moved anywhere in the city, null
 * before the first time; `weights`: the version it stands on. Past states: `GET /api/v1/risk/cells?at=`; why: `GET /api/v1/risk/cells/{cell}`.
 */
export const RiskMap = z.object({
  window: Window,
  statedAt: z.string().nullable(),
  weights: z.int().nullable(),
  res: z.int().min(7).max(9),
  cells: z.record(H3Cell, RiskCell),
});
export type RiskMap = z.infer<typeof RiskMap>;

export const RiskMapParams = z.strictObject({ res: z.int().min(7).max(9).default(8) });
