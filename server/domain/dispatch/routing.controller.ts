import { Controller, Get, Req, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';
import { RoutingTables } from '../../../protocol/routing.js';
import { Routing } from '../../city/routing.js';
import { UNIT_TYPES } from '../../city/unit-types.data.js';
import type { IdentifiedRequest } from '../../identity/current.js';
import { Api } from '../../platform/api.js';
import { cellOf } from '../../platform/csv.rules.js';
import { Policy } from '../../platform/policy.js';
import { NEEDS } from './needs.data.js';
import { PATIENCE } from './patience.data.js';
import { ROUTE_COLUMNS, routeRow } from './unit-row.rules.js';

/** The tables that dispatch goes by, to be read by whoever runs the city. */
@Controller('api/v1/routing')
export class RoutingController {
  constructor(private readonly routing: Routing) {}

  @Get()
  @Policy('units.read')
  @Api({
    summary: 'Enforcement fields, routing rules, unit types, needs and patience; as CSV the rules',
    response: RoutingTables,
    produces: ['application/json', 'text/csv'],
  })
  tables(@Req() request: IdentifiedRequest, @Res({ passthrough: true }) reply: FastifyReply): unknown {
    void reply.header('vary', 'accept');
    if ((request.headers.accept ?? '').includes('text/csv')) {
      void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="routing.csv"');
      const rows = this.routing.routes().map(routeRow);
      // An area of one hyphen is the whole city and no formula.
      const cast = { string: (text: string) => (text === '-' ? text : cellOf(text)) };
      return stringify(rows, { header: true, columns: [...ROUTE_COLUMNS], record_delimiter: 'windows', cast });
    }
    const tables: RoutingTables = {
      fields: [...this.routing.fields()],
      rules: [...this.routing.routes()],
      types: [...UNIT_TYPES],
      needs: NEEDS.map((row) => ({ ...row, level: row.level ?? null })),
      patience: { ...PATIENCE },
    };
    return tables;
  }
}
