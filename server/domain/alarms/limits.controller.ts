import { Body, Controller, Get, Header, Param, Put, Req } from '@nestjs/common';
import { LimitInput, SensorLimits } from '../../../protocol/sensor-limit.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Limits } from './limits.service.js';
import { SensorRegister } from './sensor-register.service.js';

/** The limits of one sensor. */
@Controller('api/v1/sensors')
export class LimitsOfSensorController {
  constructor(
    private readonly register: SensorRegister,
    private readonly limits: Limits,
  ) {}

  @Get(':id/limits')
  @Policy('alarms.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Limits that hold for a sensor, and every version there was', response: SensorLimits })
  of(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<SensorLimits> {
    return this.limits.of(this.register.find(id, who));
  }

  @Put(':id/limits/:rule')
  @Policy('catalogue.manage')
  @Api({
    summary: 'Give a sensor a limit of its own, or its rule’s back; a new version',
    body: LimitInput,
    response: SensorLimits,
  })
  set(
    @Param('id') id: string,
    @Param('rule') rule: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<SensorLimits> {
    const sensor = this.register.find(id, who, 'catalogue.manage');
    const asked = { ...parseInput(LimitInput, body), rule };
    return this.limits.set(sensor, asked, { who, address: request.ip });
  }
}
