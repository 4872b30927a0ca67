import { z } from 'zod';
import { H3Cell } from '../geo.js';
import { Window } from './situation.js';

/** Records of the last hour in one cell by priority 1..4, and its level. */
export const RiskCell = z.object({ n: z.tuple([z.int(), z.int(), z.int(), z.int()]), level: z.int().min(1).max(3) });
export type RiskCell = z.infer<typeof RiskCell>;

/**
 * State of `risk-map`: cells at `res` by recent observations (the risk index comes with the risk capability).
 * Level by weighted count (P1 9, P2 4, P3 1, P4 0.5): 3 high >= 9, 2 middle >= 4, else 1 low. @source ADR 0004
 */
export const RiskMap = z.object({ window: Window, res: z.int().min(7).max(9), cells: z.record(H3Cell, RiskCell) });
export type RiskMap = z.infer<typeof RiskMap>;

export const RiskMapParams = z.strictObject({ res: z.int().min(7).max(9).default(8) });
