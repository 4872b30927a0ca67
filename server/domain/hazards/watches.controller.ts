import { Controller, Get, Header, Query } from '@nestjs/common';
import { z } from 'zod';
import { Watches, WatchState } from '../../../protocol/watch.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { WatchList } from './watch-list.service.js';

const WatchesQuery = z.strictObject({
  state: WatchState.optional(),
  node: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** Watch items (关注事项) over HTTP. */
@Controller('api/v1/watches')
export class WatchesController {
  constructor(private readonly watches: WatchList) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('signals.read')
  @Api({
    summary: 'Watch items, those that wait first, and how often they were right',
    query: WatchesQuery,
    response: Watches,
  })
  list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Watches> {
    const { state, node, limit } = parseInput(WatchesQuery, query);
    const districts = districtsOf(who, 'signals.read');
    return this.watches.read({ state: state ?? null, node: node ?? null, districts, limit });
  }
}
