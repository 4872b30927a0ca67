import { Body, Controller, Delete, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { Shift, ShiftChange, ShiftInput } from '../../../protocol/roster.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { RosterEntries } from './roster-entries.service.js';

/** Single shifts of the roster. */
@Controller('api/v1/roster/shifts')
@Policy('units.manage')
export class RosterEntriesController {
  constructor(private readonly entries: RosterEntries) {}

  @Post()
  @Api({ summary: 'Put somebody on a post', body: ShiftInput, response: Shift, status: 201 })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<Shift> {
    return this.entries.add(parseInput(ShiftInput, body), { who, address });
  }

  @Put(':id')
  @Api({ summary: 'Change a shift; its post stays', body: ShiftChange, response: Shift })
  change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<Shift> {
    return this.entries.change(parseUuid(id), parseInput(ShiftChange, body), { who, address });
  }

  @Delete(':id')
  @HttpCode(204)
  @Api({ summary: 'Cancel a shift', status: 204 })
  cancel(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<void> {
    return this.entries.cancel(parseUuid(id), { who, address });
  }
}
