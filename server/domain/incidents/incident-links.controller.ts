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
import { Comments } from './comments.service.js';
import { Merges } from './merges.service.js';

/** What an incident is put together with: other incidents, and words. */
@Controller('api/v1/incidents/:id')
export class IncidentLinksController {
  constructor(
    private readonly commands: Commands,
    private readonly changings: Changings,
    private readonly merges: Merges,
    private readonly comments: Comments,
  ) {}

  @Post('merges')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Merge it into another one', body: command.MergeInput, response: Incident })
  merge(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.MergeInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'merges', body: input };
    return this.commands.run(sent, (db) => this.merges.merge(db, { id, by: who }, input));
  }

  @Post('merges/undo')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Take it out of the one it was merged into', body: command.SeenInput, response: Incident })
  unmerge(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.SeenInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'merges/undo', body: input };
    return this.commands.run(sent, (db) => this.merges.undo(db, { id, by: who, version: input.version }));
  }

  @Post('relations')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'Put it below another one, or point at one', body: command.RelationInput, response: Incident })
  relate(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.RelationInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'relations', body: input };
    return this.commands.run(sent, (db) => this.changings.relate(db, { id, by: who }, input));
  }

  @Post('comments')
  @HttpCode(200)
  @Policy('incidents.comment')
  @Api({ summary: 'Say something to it', body: command.CommentInput, response: Incident })
  comment(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(command.CommentInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'comments', body: input };
    return this.commands.run(sent, (db) => this.comments.add(db, { id, by: who }, input.text));
  }
}
