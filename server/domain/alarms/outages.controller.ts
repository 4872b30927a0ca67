import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { OutageInput } from '../../../protocol/sensor.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Outages } from './outages.service.js';

/** Sensors out of service and back. */
@Controller('api/v1/sensors')
export class OutagesController {
  constructor(private readonly outages: Outages) {}

  @Post(':id/outage')
  @HttpCode(204)
  @Policy('alarms.act')
  @Api({ summary: 'Take a sensor out of service until a time', body: OutageInput, status: 204 })
  disable(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    return this.outages.begin(id, parseInput(OutageInput, body), { who, address: request.ip });
  }

  @Delete(':id/outage')
  @HttpCode(204)
  @Policy('alarms.act')
  @Api({ summary: 'Put a sensor back into service', status: 204 })
  enable(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    return this.outages.end(id, { who, address: request.ip });
  }
}
