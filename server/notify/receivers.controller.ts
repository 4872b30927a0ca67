import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { ReceiverAdded, ReceiverInput, Receivers } from '../../protocol/notice.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import { parseInput, parseUuid } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { ReceiversAdmin } from './receivers.service.js';

/** The administration's view of notices: who is told of what. */
@Controller('api/v1')
@Policy('catalogue.manage')
export class ReceiversController {
  constructor(private readonly receivers: ReceiversAdmin) {}

  @Get('notice-receivers')
  @Api({ summary: 'Who is told; addresses are masked', response: Receivers })
  list(): Promise<Receivers> {
    return this.receivers.list();
  }

  @Post('notice-receivers')
  @Api({ summary: 'Register a receiver', body: ReceiverInput, response: ReceiverAdded, status: 201 })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ReceiverAdded> {
    return this.receivers.add(parseInput(ReceiverInput, body), { actor: who.username, address: request.ip });
  }

  @Delete('notice-receivers/:id')
  @HttpCode(204)
  @Api({ summary: 'Remove a receiver; what was sent to it stays', status: 204 })
  remove(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    return this.receivers.remove(parseUuid(id), { actor: who.username, address: request.ip });
  }

  @Post('notice-receivers/:id/test')
  @Api({ summary: 'Send a test notice', response: z.object({ notice: z.string() }), status: 201 })
  test(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<{ notice: string }> {
    return this.receivers.test(parseUuid(id), { actor: who.username, address: request.ip });
  }
}
