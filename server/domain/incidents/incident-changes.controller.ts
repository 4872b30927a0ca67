import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import * as command from '../../../protocol/incident-command.js';
import { Incident } from '../../../protocol/incident.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Changings } from './changes.service.js';
import { Commands } from './commands.runner.js';
import { Extensions } from './extensions.service.js';

/** Changes of an incident that do not move it. */
@Controller('api/v1/incidents/:id')
export class IncidentChangesController {
  constructor(
    private readonly commands: Commands,
    private readonly changings: Changings,
    private readonly extensions: Extensions,
  ) {}

  @Post('grades')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Set priority or event level', body: command.GradeInput, response: Incident })
  grade(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.GradeInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'grades', body: input };
    return this.commands.run(sent, (db) => this.changings.grade(db, { id, by: who }, input));
  }

  @Post('supervisions')
  @HttpCode(200)
  @Policy('incidents.approve')
  @Api({ summary: 'Supervise it', body: command.ReasonInput, response: Incident })
  supervise(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.ReasonInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'supervisions', body: input };
    return this.commands.run(sent, (db) => this.changings.supervise(db, { id, by: who }, input));
  }

  @Post('reminders')
  @HttpCode(200)
  @Policy('incidents.review')
  @Api({ summary: 'Remind those it was given to', body: command.ReasonInput, response: Incident })
  remind(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.ReasonInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'reminders', body: input };
    return this.commands.run(sent, (db) => this.changings.remind(db, { id, by: who }, input));
  }

  @Post('extensions')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'Ask for more time', body: command.ExtensionInput, response: Incident })
  extend(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.ExtensionInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'extensions', body: input };
    return this.commands.run(sent, (db) => this.extensions.ask(db, { id, by: who }, input));
  }

  @Post('extensions/decision')
  @HttpCode(200)
  @Policy('incidents.approve')
  @Api({ summary: 'Grant or refuse more time', body: command.ExtensionDecision, response: Incident })
  decide(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.ExtensionDecision, body);
    const sent = { id: parseUuid(id), who, key, name: 'extensions/decision', body: input };
    return this.commands.run(sent, (db) => this.extensions.decide(db, { id, by: who }, input));
  }
}
