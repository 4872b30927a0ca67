import { Body, Controller, Get, Header, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { AssignmentInput, AssignmentList, AssignmentReason, Dispatched } from '../../../protocol/dispatch.js';
import { CurrentPrincipal } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import type { AssignmentCommand } from './assignment.rules.js';
import { Assignments } from './assignments.service.js';
import { AssignmentLists } from './assignment-lists.service.js';

/** `open=1`: only what is not over; otherwise also what ended within a city day. */
const AssignmentsQuery = z.strictObject({ open: z.enum(['0', '1']).default('1'), unit: z.string().max(40).optional() });

/** What becomes of assignments: those of one's own unit, or of one's districts. */
@Controller('api/v1/assignments')
export class AssignmentsController {
  constructor(
    private readonly assignments: Assignments,
    private readonly lists: AssignmentLists,
  ) {}

  @Get()
  @Policy('incidents.act')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'Assignments of your unit, or of your districts', query: AssignmentsQuery, response: AssignmentList })
  list(@Query() query: unknown, @CurrentPrincipal() who: Principal): Promise<AssignmentList> {
    const { open, unit } = parseInput(AssignmentsQuery, query);
    return this.lists.within({ unit, open: open === '1' }, who);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'Sign for it 签收', body: AssignmentInput, response: Dispatched })
  accept(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key?: string,
  ): Promise<Dispatched> {
    return this.plain('accept', { id, body, who, key });
  }

  @Post(':id/arrive')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'The unit is on scene 到场', body: AssignmentInput, response: Dispatched })
  arrive(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key?: string,
  ): Promise<Dispatched> {
    return this.plain('arrive', { id, body, who, key });
  }

  @Post(':id/handle')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'The unit has done its part 处置完毕', body: AssignmentInput, response: Dispatched })
  handle(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key?: string,
  ): Promise<Dispatched> {
    return this.plain('handle', { id, body, who, key });
  }

  @Post(':id/return')
  @HttpCode(200)
  @Policy('incidents.act')
  @Api({ summary: 'The unit gives it back, with a reason 退单', body: AssignmentReason, response: Dispatched })
  return(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key?: string,
  ): Promise<Dispatched> {
    return this.reasoned('return', { id, body, who, key });
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Policy('incidents.dispatch')
  @Api({ summary: 'The desk takes it back, with a reason 收回', body: AssignmentReason, response: Dispatched })
  withdraw(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Headers('idempotency-key') key?: string,
  ): Promise<Dispatched> {
    return this.reasoned('withdraw', { id, body, who, key });
  }

  private plain(command: AssignmentCommand, { id, body, who, key }: Sent): Promise<Dispatched> {
    const { version } = parseInput(AssignmentInput, body);
    return this.assignments.order(parseUuid(id), { command, who, version, key });
  }

  private reasoned(command: AssignmentCommand, { id, body, who, key }: Sent): Promise<Dispatched> {
    const { version, reason } = parseInput(AssignmentReason, body);
    return this.assignments.order(parseUuid(id), { command, who, version, reason, key });
  }
}

interface Sent {
  id: string;
  body: unknown;
  who: Principal;
  key: string | undefined;
}
