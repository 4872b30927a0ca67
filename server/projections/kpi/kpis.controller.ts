import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import {
  KpiBoard,
  KpiBoardQuery,
  KpiEditionQuery,
  KpiEditions,
  KpiFile,
  KpiSeries,
  KpiSeriesQuery,
  KpiSplit,
  KpiSplitQuery,
} from '../../../protocol/kpi.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { KpiBoards } from './kpi-boards.service.js';
import { KpiDetails } from './kpi-details.service.js';
import { KpiPublishing } from './kpi-publishing.service.js';
import { KpiSplits } from './kpi-splits.service.js';

/** Indicators and their values, over HTTP. */
@Controller('api/v1/kpis')
@Policy('situation.read')
export class KpisController {
  constructor(
    private readonly boards: KpiBoards,
    private readonly details: KpiDetails,
    private readonly publishing: KpiPublishing,
    private readonly splits: KpiSplits,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('content-type', 'application/json; charset=utf-8')
  @Api({ summary: 'Indicators with their values for a period and an area', query: KpiBoardQuery, response: KpiBoard })
  board(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<string> {
    return this.boards.json(parseInput(KpiBoardQuery, query), who);
  }

  @Get('editions')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Published values and their corrections, newest first',
    query: KpiEditionQuery,
    response: KpiEditions,
  })
  async editions(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<KpiEditions> {
    return { editions: await this.publishing.editions(parseInput(KpiEditionQuery, query), who) };
  }

  @Get(':code')
  @Api({ summary: 'One indicator: definition, formula in words, versions', response: KpiFile })
  file(@Param('code') code: string): Promise<KpiFile> {
    return this.details.file(code);
  }

  @Get(':code/series')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Course of an indicator over periods', query: KpiSeriesQuery, response: KpiSeries })
  series(@Param('code') code: string, @Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<KpiSeries> {
    return this.details.series(code, parseInput(KpiSeriesQuery, query), who);
  }

  @Get(':code/values')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'An indicator split and ranked', query: KpiSplitQuery, response: KpiSplit })
  split(@Param('code') code: string, @Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<KpiSplit> {
    return this.splits.split(code, parseInput(KpiSplitQuery, query), who);
  }
}
