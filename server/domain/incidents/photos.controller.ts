import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { AttachmentInput } from '../../../protocol/incident-command.js';
import { Incident } from '../../../protocol/incident.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { Commands } from './commands.runner.js';
import { Photos } from './photos.service.js';

/** Photos and papers put to an incident. */
@Controller('api/v1/incidents/:id/attachments')
export class PhotosController {
  constructor(
    private readonly commands: Commands,
    private readonly photos: Photos,
  ) {}

  @Post()
  @HttpCode(200)
  @Policy('incidents.comment')
  @Api({ summary: 'Put a photo that was sent before to an incident', body: AttachmentInput, response: Incident })
  attach(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Incident> {
    const input = parseInput(AttachmentInput, body);
    const sent = { id: parseUuid(id), who, key, name: 'attachments', body: input };
    return this.commands.run(sent, async (db) => ({ entries: await this.photos.attach(db, id, { ...input, who }) }));
  }
}
