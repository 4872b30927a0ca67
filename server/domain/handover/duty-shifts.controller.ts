import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { DutyShifts, DutyShiftsInput, DutyShiftVersions } from '../../../protocol/handover.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { DutyShiftBook } from './duty-shifts.service.js';

/** The shifts of the duty room, over HTTP. */
@Controller('api/v1/duty-shifts')
export class DutyShiftsController {
  constructor(private readonly shifts: DutyShiftBook) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Shifts of the duty room, with their source', response: DutyShifts })
  list(): Promise<DutyShifts> {
    return this.shifts.list();
  }

  @Get('versions')
  @Policy('catalogue.manage')
  @Api({ summary: 'Every set of shifts that was in force, the newest first', response: DutyShiftVersions })
  versions(): Promise<DutyShiftVersions> {
    return this.shifts.versions();
  }

  @Put()
  @Policy('catalogue.manage')
  @Api({ summary: 'Set the shifts of the duty room, all of them', body: DutyShiftsInput, response: DutyShifts })
  save(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<DutyShifts> {
    return this.shifts.save(parseInput(DutyShiftsInput, body), { actor: who.username, address: request.ip });
  }
}
