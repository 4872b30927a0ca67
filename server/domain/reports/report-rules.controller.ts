import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ReportRule, ReportRuleInput } from '../../../protocol/report.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { ReportRuleAdmin } from './report-rules.service.js';

/** The administration of report rules over HTTP; they are read at `GET /api/v1/report-rules`. */
@Controller('api/v1/report-rules')
@Policy('catalogue.manage')
export class ReportRulesController {
  constructor(private readonly rules: ReportRuleAdmin) {}

  @Post()
  @Api({
    summary: 'Add a report rule that begins on a day ahead',
    body: ReportRuleInput,
    response: ReportRule,
    status: 201,
  })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ReportRule> {
    return this.rules.add(parseInput(ReportRuleInput, body), { actor: who.username, address: request.ip });
  }

  @Post(':id/end')
  @HttpCode(200)
  @Api({ summary: 'End a report rule today', response: ReportRule })
  end(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ReportRule> {
    return this.rules.end(id, { actor: who.username, address: request.ip });
  }
}
