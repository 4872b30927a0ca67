import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { RoutingImport, RoutingImported } from '../../../protocol/unit-admin.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { RoutingAdmin } from './routing-admin.service.js';

/** The routing table, for whoever keeps it. */
@Controller('api/v1/routing')
export class RoutingAdminController {
  constructor(private readonly admin: RoutingAdmin) {}

  @Post()
  @HttpCode(200)
  @Policy('units.manage')
  @Api({ summary: 'Put routing rules in the place of all', body: RoutingImport, response: RoutingImported })
  import(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<RoutingImported> {
    return this.admin.import(parseInput(RoutingImport, body), { who, address });
  }
}
