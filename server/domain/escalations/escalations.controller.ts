import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { Escalation, EscalationChain, EscalationChains, Escalations } from '../../../protocol/escalation.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { districtsOf, type Principal } from '../../platform/principal.js';
import { EscalationCommands } from './escalation-commands.service.js';
import type { EscalationScope } from './escalations.queries.js';

/** Escalations and their chains over HTTP. */
@Controller('api/v1')
export class EscalationsController {
  constructor(private readonly commands: EscalationCommands) {}

  @Get('escalations')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'Escalations that nobody has acknowledged, newest first', response: Escalations })
  async raised(@CurrentPrincipal() who: Principal): Promise<Escalations> {
    return { escalations: await this.commands.raised(scopeOf(who, 'incidents.read')) };
  }

  @Post('escalations/:id/acknowledgements')
  @HttpCode(200)
  @Policy('incidents.comment')
  @Api({ summary: 'Acknowledge an escalation: nobody else is told', response: Escalation })
  acknowledge(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Escalation> {
    return this.commands.acknowledge(parseUuid(id), who, scopeOf(who, 'incidents.comment'));
  }

  @Get('escalation-chains')
  @Policy('signed-in')
  @Api({ summary: 'Escalation chains: who is told when, and again', response: EscalationChains })
  async chains(): Promise<EscalationChains> {
    return { chains: await this.commands.chains() };
  }

  @Put('escalation-chains/:id')
  @Policy('catalogue.manage')
  @Api({ summary: 'Add or change an escalation chain', body: EscalationChain, response: EscalationChain })
  save(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<EscalationChain> {
    const given = typeof body === 'object' && body !== null ? body : {};
    const chain = parseInput(EscalationChain, { ...given, id });
    return this.commands.save(chain, { actor: who.username, address: request.ip });
  }
}

function scopeOf(who: Principal, permission: 'incidents.read' | 'incidents.comment'): EscalationScope {
  const isOwn = who.permissions[permission] === 'own';
  return { districts: isOwn ? null : districtsOf(who, permission), account: isOwn ? who.account : null };
}
