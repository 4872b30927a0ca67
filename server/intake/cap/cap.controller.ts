import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { DESK_SOURCE } from '../../../protocol/call.js';
import { CapTaken } from '../../../protocol/warning.js';
import { CurrentPrincipal, CurrentSource, type IdentifiedRequest } from '../../identity/current.js';
import type { SourceKey } from '../../identity/source-keys.service.js';
import { Api } from '../../platform/api.js';
import { DomainError } from '../../platform/domain-error.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { DeskSource } from '../desk-source.js';
import { CapDoor } from './cap.service.js';

const XML = ['application/cap+xml', 'application/xml', 'text/xml'];
const CapXml = z.string().describe('a CAP 1.2 alert (1.1 is read as 1.2), at most 1 MiB');

/** Official warnings come in here, from feeds and from people. */
@Controller('api/v1')
export class CapController {
  constructor(
    private readonly door: CapDoor,
    private readonly desk: DeskSource,
  ) {}

  @Post('intake/warnings')
  @HttpCode(200)
  @Policy('source-key')
  @Api({ summary: 'Send an official warning as CAP XML', body: CapXml, consumes: XML, response: CapTaken })
  fromFeed(@Req() request: IdentifiedRequest, @CurrentSource() { source }: SourceKey): Promise<CapTaken> {
    return this.door.take({ source, takenBy: null, bytes: bytesOf(request) });
  }

  @Post('warnings')
  @HttpCode(200)
  @Policy('warnings.enter')
  @Api({ summary: 'Enter an official warning as CAP XML', body: CapXml, consumes: XML, response: CapTaken })
  async fromDesk(@Req() request: IdentifiedRequest, @CurrentPrincipal() who: Principal): Promise<CapTaken> {
    const bytes = bytesOf(request);
    await this.desk.ensure({ actor: who.username, address: request.ip });
    return this.door.take({ source: DESK_SOURCE, takenBy: who.username, bytes });
  }
}

function bytesOf({ body }: IdentifiedRequest): Buffer {
  if (!Buffer.isBuffer(body)) throw new DomainError(415, 'body/unsupported-type', `send one of ${XML.join(', ')}`);
  if (body.length === 0) throw new DomainError(400, 'body/empty', 'the body is empty; send one CAP alert');
  return body;
}
