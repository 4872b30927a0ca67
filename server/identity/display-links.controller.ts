import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Me } from '../../protocol/identity.js';
import { Policy } from '../platform/policy.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { DisplayLinks, type NewDisplayLink } from './display-links.service.js';
import { DisplayInput, DisplayLinkInput } from './identity.input.js';
import { parseInput, parseUuid } from './input.js';
import { meOf } from './me.rules.js';
import { SessionCookie } from './session-cookie.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { DISPLAY_UNUSED_S } from './session.queries.js';
import type { SessionShown } from './session-store.service.js';

/** Links that open a wall without signing in. */
@Controller('api/v1')
export class DisplayLinksController {
  constructor(
    @Inject(DisplayLinks) private readonly links: DisplayLinks,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
  ) {}

  @Get('display-links')
  @Policy('accounts.manage')
  list(): Promise<SessionShown[]> {
    return this.links.list();
  }

  @Post('display-links')
  @Policy('accounts.manage')
  create(
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<NewDisplayLink> {
    const input = parseInput(DisplayLinkInput, body);
    return this.links.create(input, { actor: who.username, address: request.ip });
  }

  @Delete('display-links/:id')
  @HttpCode(204)
  @Policy('accounts.manage')
  async revoke(
    @Param('id') id: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    await this.links.revoke(parseUuid(id), { actor: who.username, address: request.ip });
  }

  /** A wall brings the secret of its link, once after each start, and gets the cookie. */
  @Post('auth/display')
  @HttpCode(200)
  @Policy('public')
  async exchange(
    @Body() body: unknown,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const { token } = parseInput(DisplayInput, body);
    const principal = await this.links.exchange(token);
    this.cookie.set(request, reply, { token, maxAgeS: DISPLAY_UNUSED_S });
    return meOf(principal);
  }
}
