import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { EnforcementField, UnitTypeFacts } from '../../../protocol/unit.js';
import { Routing } from '../../city/routing.js';
import { UNIT_TYPES } from '../../city/unit-types.data.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { NEEDS } from './needs.data.js';
import { PATIENCE } from './patience.data.js';

const Rule = z.object({
  ...{ id: z.int(), match: z.string(), area: z.string(), unit: z.string(), source: z.string() },
  ...{ from: z.string().nullable(), to: z.string().nullable(), days: z.enum(['workday', 'rest']).nullable() },
});
const Tables = z.object({
  fields: z.array(EnforcementField),
  rules: z.array(Rule),
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

/** The tables that dispatch goes by, to be read by whoever runs the city. */
@Controller('api/v1/routing')
export class RoutingController {
  constructor(private readonly routing: Routing) {}

  @Get()
  @Policy('units.read')
  @Api({ summary: 'Enforcement fields, routing rules, unit types, needs and patience', response: Tables })
  tables(): z.infer<typeof Tables> {
    return {
      fields: [...this.routing.fields()],
      rules: [...this.routing.routes()],
      types: [...UNIT_TYPES],
      needs: NEEDS.map((row) => ({ ...row, level: row.level ?? null })),
      patience: { ...PATIENCE },
    };
  }
}
