import { Controller, Get } from '@nestjs/common';
import { RoutingTables } from '../../../protocol/routing.js';
import { Routing } from '../../city/routing.js';
import { UNIT_TYPES } from '../../city/unit-types.data.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { NEEDS } from './needs.data.js';
import { PATIENCE } from './patience.data.js';

/** The tables that dispatch goes by, to be read by whoever runs the city. */
@Controller('api/v1/routing')
export class RoutingController {
  constructor(private readonly routing: Routing) {}

  @Get()
  @Policy('units.read')
  @Api({ summary: 'Enforcement fields, routing rules, unit types, needs and patience', response: RoutingTables })
  tables(): RoutingTables {
    return {
      fields: [...this.routing.fields()],
      rules: [...this.routing.routes()],
      types: [...UNIT_TYPES],
      needs: NEEDS.map((row) => ({ ...row, level: row.level ?? null })),
      patience: { ...PATIENCE },
    };
  }
}
