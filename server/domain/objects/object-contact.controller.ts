import { Controller, Get, Header, Param, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import { ObjectContact } from '../../../protocol/object.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { ObjectContacts } from './object-contacts.service.js';

const RevealQuery = z.strictObject({ reason: z.string().trim().min(4).max(500) });

/** Who answers for an object. */
@Controller('api/v1/objects/:code/contact')
export class ObjectContactController {
  constructor(private readonly contacts: ObjectContacts) {}

  @Get()
  @Policy('pii.reveal')
  @Header('cache-control', 'no-store')
  @Api({
    summary: 'Name and number of who answers for an object; the reason is kept in the audit',
    query: RevealQuery,
    response: ObjectContact,
  })
  contact(
    @Param('code') code: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ObjectContact> {
    return this.contacts.reveal(code, parseInput(RevealQuery, query).reason, { who, address: request.ip });
  }
}
