import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RiskMethods } from '../../../../protocol/risk-grade.js';
import { RiskPointFile, RiskPointPage, RiskPointsQuery } from '../../../../protocol/risk-point.js';
import { RISK_METHODS } from '../../../city/registers/risk-methods.data.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Clock } from '../../../platform/clock.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { riskPointsCsv } from './risk-point.csv.rules.js';
import { RiskPoints } from './risk-points.service.js';

/** The register of risk points (风险点): reading. */
@Controller('api/v1')
@Policy('objects.read')
export class RiskPointsController {
  constructor(
    private readonly points: RiskPoints,
    private readonly clock: Clock,
  ) {}

  @Get('risk-points')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Risk points with their grades, the worst first; as CSV all that the filters find, without persons',
    query: RiskPointsQuery,
    response: RiskPointPage,
    produces: ['application/json', 'text/csv'],
  })
  async list(
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const asked = parseInput(RiskPointsQuery, query);
    void reply.header('vary', 'accept');
    if (!(request.headers.accept ?? '').includes('text/csv')) return this.points.page(asked, who);
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="risk-points.csv"');
    return riskPointsCsv(await this.points.all(asked, who), (ms) => this.clock.dayOf(ms));
  }

  @Get('risk-methods')
  @Header('cache-control', 'private, max-age=300')
  @Api({ summary: 'How risk points are graded: every version of every method, with its source', response: RiskMethods })
  methods(): RiskMethods {
    return { methods: [...RISK_METHODS] };
  }

  @Get('risk-points/:code')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'One risk point with its gradings', response: RiskPointFile })
  one(@Param('code') code: string, @CurrentPrincipal() who: Principal): Promise<RiskPointFile> {
    return this.points.file(code, who);
  }
}
