import { z } from 'zod';
import { EnforcementField, UnitTypeFacts } from './unit.js';

/** Who takes what (`*`, a field, or `type:` and a prefix), where (`-` is everywhere) and when (times of day, kind of day). */
export const RoutingRule = z.object({
  ...{ id: z.int(), match: z.string(), area: z.string(), unit: z.string(), source: z.string() },
  ...{ from: z.string().nullable(), to: z.string().nullable(), days: z.enum(['workday', 'rest']).nullable() },
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** Answer of `GET /api/v1/routing`: the tables that dispatch goes by. */
export const RoutingTables = z.object({
  fields: z.array(EnforcementField),
  rules: z.array(RoutingRule),
  types: z.array(UnitTypeFacts),
  needs: z.array(
    z.object({
      types: z.string(),
      priority: z.int(),
      level: z.int().nullable(),
      skill: z.string(),
      wanted: z.int(),
    }),
  ),
  patience: z.record(z.string(), z.int().nullable()),
});
export type RoutingTables = z.infer<typeof RoutingTables>;
