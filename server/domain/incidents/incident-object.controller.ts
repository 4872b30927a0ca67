import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ObjectOfInput } from '../../../protocol/incident-command.js';
import { Incident } from '../../../protocol/incident.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Commands } from './commands.runner.js';
import { IncidentObjects } from './incident-object.service.js';

/** Which object of the register an incident is about. */
@Controller('api/v1/incidents/:id/object')
export class IncidentObjectController {
  constructor(
    private readonly commands: Commands,
    private readonly objects: IncidentObjects,
  ) {}

  @Post()
  @HttpCode(200)
  @Policy('incidents.read')
  @Api({ summary: 'Say which registered object it is about', body: ObjectOfInput, response: Incident })
  set(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(ObjectOfInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'object', body: input };
    return this.commands.run(sent, (db) => this.objects.set(db, { id, by: who }, input));
  }
}
