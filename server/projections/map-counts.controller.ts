import { Controller, Get, Header, Query } from '@nestjs/common';
import { MapCounts, MapCountsQuery } from '../../protocol/map-counts.js';
import { CurrentPrincipal } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Clock } from '../platform/clock.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { mapFigures } from './map-counts.rules.js';
import { RowsRequest } from './rows.request.rules.js';
import { RowsService } from './rows.service.js';
import { timesAt } from './times.rules.js';

/** What stands on the map: every figure with the query that lists exactly what it counted. */
@Controller('api/v1/map/counts')
export class MapCountsController {
  constructor(
    private readonly rows: RowsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('situation.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Counts of the map, of the city or of a drawn area', query: MapCountsQuery, response: MapCounts })
  async counts(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<MapCounts> {
    const { area, asOf: asked, at } = parseInput(MapCountsQuery, query);
    const now = at === undefined ? this.clock.now() : Date.parse(at);
    const figures = mapFigures(timesAt(now, this.clock), area);
    const requests = figures.map(({ query: id, filters }) => RowsRequest.parse({ query: id, ...filters }));
    const { asOf, atMs, totals } = await this.rows.totals({ requests, asOf: asked, at }, who);
    const counts = figures.flatMap((figure, i) => {
      const n = totals[i] ?? null;
      return n === null ? [] : [{ ...figure, n }];
    });
    // The clock that is followed here may be behind the journal's, and what was counted was there at the moment told.
    const told = at === undefined ? Math.max(now, atMs) : now;
    return { asOf: { seq: asOf, at: new Date(told).toISOString() }, counts };
  }
}
