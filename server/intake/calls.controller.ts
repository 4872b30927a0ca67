import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CallInput, CallTaken } from '../../protocol/call.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../identity/current.js';
import { parseInput } from '../identity/input.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { Principal } from '../platform/principal.js';
import { Calls } from './calls.service.js';

/** 接报: what somebody told the desk, by phone or in person. */
@Controller('api/v1/calls')
export class CallsController {
  constructor(private readonly calls: Calls) {}

  @Post()
  @HttpCode(201)
  @Policy('incidents.report')
  @Api({ summary: 'File what a caller told the desk', body: CallInput, response: CallTaken, status: 201 })
  take(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<CallTaken> {
    return this.calls.take(parseInput(CallInput, body), { actor: who.username, address: request.ip });
  }
}
