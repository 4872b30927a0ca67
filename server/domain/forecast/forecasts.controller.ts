import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { Forecast, ForecastInput, ForecastQuery } from '../../../protocol/forecast.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { DomainError } from '../../platform/domain-error.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { Forecasts } from './forecasts.service.js';

/** What to expect, over HTTP. */
@Controller('api/v1/forecasts')
export class ForecastsController {
  constructor(private readonly forecasts: Forecasts) {}

  @Get()
  @Policy('situation.read')
  @Header('cache-control', 'private, max-age=60')
  @Api({ summary: 'Forecast of our own counts with interval and back-test', query: ForecastQuery, response: Forecast })
  ours(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<Forecast> {
    const asked = parseInput(ForecastQuery, query);
    const within = districtsOf(who, 'situation.read');
    if (asked.district === undefined) return this.forecasts.ours(asked, within);
    if (within !== null && !within.includes(asked.district))
      throw new DomainError(403, 'permission/denied', `district ${asked.district} is not yours`);
    return this.forecasts.ours(asked, [asked.district]);
  }

  @Post()
  @HttpCode(200)
  @Policy('situation.read')
  @Api({ summary: 'Forecast of a series brought along, by the same method', body: ForecastInput, response: Forecast })
  given(@Body() body: unknown): Forecast {
    return this.forecasts.given(parseInput(ForecastInput, body));
  }
}
