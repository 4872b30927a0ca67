import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { TimeLimitImport, TimeLimitsImported } from '../../../protocol/clocks.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { LimitsAdmin } from './limits-admin.service.js';

/** The administration of time limits over HTTP; they are read at `GET /api/v1/time-limits`. */
@Controller('api/v1/time-limits')
@Policy('catalogue.manage')
export class LimitsController {
  constructor(private readonly limits: LimitsAdmin) {}

  @Post()
  @Api({
    summary: 'Import time limits as CSV; each begins on a day ahead',
    body: TimeLimitImport,
    response: TimeLimitsImported,
    status: 201,
  })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<TimeLimitsImported> {
    const { csv } = parseInput(TimeLimitImport, body);
    return this.limits.import(csv, { actor: who.username, address: request.ip });
  }

  @Delete(':id')
  @HttpCode(204)
  @Api({ summary: 'Take out a limit that was added by hand and has not begun', status: 204 })
  remove(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    return this.limits.remove(id, { actor: who.username, address: request.ip });
  }
}
