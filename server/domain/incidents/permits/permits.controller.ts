import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Permit, PermitInput, Permits } from '../../../../protocol/permit.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput, parseUuid } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { PermitBook } from './permits.service.js';

/** Permitted places and hours over HTTP. */
@Controller('api/v1/permits')
export class PermitsController {
  constructor(private readonly permits: PermitBook) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Permitted places and hours', response: Permits })
  async list(): Promise<Permits> {
    return { permits: await this.permits.list() };
  }

  @Post()
  @Policy('catalogue.manage')
  @Api({ summary: 'Permit something in a place and in hours', body: PermitInput, response: Permit, status: 201 })
  add(@Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<Permit> {
    return this.permits.add(parseInput(PermitInput, body), who.username);
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('catalogue.manage')
  @Api({ summary: 'Take a permit back', status: 204 })
  async remove(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<void> {
    await this.permits.remove(parseUuid(id), who.username);
  }
}
