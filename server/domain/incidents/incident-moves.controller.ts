import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { MoveInput } from '../../../protocol/incident-command.js';
import { Incident } from '../../../protocol/incident.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Commands } from './commands.runner.js';
import { Incidents } from './incidents.service.js';

/** The moves of an incident; its procedure says which there are and who may. */
@Controller('api/v1/incidents/:id')
export class IncidentMovesController {
  constructor(
    private readonly commands: Commands,
    private readonly incidents: Incidents,
  ) {}

  @Post('moves')
  @HttpCode(200)
  @Policy('incidents.read')
  @Api({ summary: 'Move an incident to another state, by its procedure', body: MoveInput, response: Incident })
  move(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(MoveInput, body);
    const { version, command, reason = null, outcome = null, condition = null, until } = input;
    const asked = { command, reason, outcome, condition, untilMs: until === undefined ? null : Date.parse(until) };
    return this.commands.run({ id: parseUuid(id), who, key, name: 'moves', body: input }, (db) =>
      this.incidents.move(db, { id, by: who, version, asked }),
    );
  }
}
