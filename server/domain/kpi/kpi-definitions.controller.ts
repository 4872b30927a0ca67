import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { KpiDefinitions, KpiImport, KpiImported, KpiSeriesInput, KpiSeriesKept } from '../../../protocol/kpi.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { KpiDefinitionBook } from './kpi-definitions.service.js';
import { KpiSeriesBook } from './kpi-series.service.js';

/** The indicators as data, and what others supply for them, over HTTP. */
@Controller('api/v1/kpis')
export class KpiDefinitionsController {
  constructor(
    private readonly book: KpiDefinitionBook,
    private readonly numbers: KpiSeriesBook,
  ) {}

  @Get('definitions')
  @Policy('situation.read')
  @Api({ summary: 'Every version of every indicator, as it can be imported again', response: KpiDefinitions })
  all(): Promise<KpiDefinitions> {
    return this.book.all();
  }

  @Post('definitions')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({
    summary: 'Take indicators in: new ones, and next versions of changed ones',
    body: KpiImport,
    response: KpiImported,
  })
  take(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<KpiImported> {
    return this.book.import(parseInput(KpiImport, body), { actor: who.username, address: request.ip });
  }

  @Post('series')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({ summary: 'Supply numbers of a series by period and area', body: KpiSeriesInput, response: KpiSeriesKept })
  put(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<KpiSeriesKept> {
    return this.numbers.put(parseInput(KpiSeriesInput, body), { actor: who.username, address: request.ip });
  }
}
