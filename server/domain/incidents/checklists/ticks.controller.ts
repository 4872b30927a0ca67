import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { TickInput } from '../../../../protocol/checklist.js';
import { Incident } from '../../../../protocol/incident.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput, parseUuid } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { Commands } from '../commands.runner.js';
import { Ticks } from './ticks.service.js';

/** What was done of the checklist of an incident. */
@Controller('api/v1')
export class TicksController {
  constructor(
    private readonly commands: Commands,
    private readonly ticks: Ticks,
  ) {}

  @Post('incidents/:id/ticks')
  @HttpCode(200)
  @Policy('incidents.comment')
  @Api({ summary: 'Tick an item of its checklist, or take the tick back', body: TickInput, response: Incident })
  tick(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(TickInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'ticks', body: input };
    return this.commands.run(sent, (db) => this.ticks.set(db, { id, by: who }, input));
  }
}
