import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Signal, SignalDecision, Signals, SignalState } from '../../../../protocol/signal.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput, parseUuid } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database.js';
import { Policy } from '../../../platform/policy.js';
import { districtsOf, type Principal } from '../../../platform/principal.js';
import { countWaiting, listSignals } from './signals.queries.js';
import { SignalReview } from './signals.service.js';

const SignalsQuery = z.strictObject({
  state: SignalState.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** Risk signals (风险信号) over HTTP. */
@Controller('api/v1/signals')
export class SignalsController {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly review: SignalReview,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('signals.read')
  @Api({ summary: 'Risk signals, those that wait first', query: SignalsQuery, response: Signals })
  async list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Signals> {
    const { state, limit } = parseInput(SignalsQuery, query);
    const districts = districtsOf(who, 'signals.read');
    const [waiting, items] = await Promise.all([
      countWaiting(this.db.query, districts),
      listSignals(this.db.query, { districts, state: state ?? null, limit }),
    ]);
    return { at: new Date(this.clock.now()).toISOString(), waiting, items };
  }

  @Post(':id/decisions')
  @HttpCode(200)
  @Policy('signals.review')
  @Api({
    summary: 'Confirm a signal that was filed, or dismiss it with a reason',
    body: SignalDecision,
    response: Signal,
  })
  decide(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Signal> {
    return this.review.decide(parseUuid(id), parseInput(SignalDecision, body), who);
  }
}
