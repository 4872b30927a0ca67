import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Me } from '../../protocol/identity.js';
import { Api } from '../platform/api.js';
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
  @Api({ summary: 'Living display links, without their secrets' })
  list(): Promise<SessionShown[]> {
    return this.links.list();
  }

  @Post('display-links')
  @Policy('accounts.manage')
  @Api({ summary: 'Make a link that opens a wall; it is shown once', body: DisplayLinkInput, status: 201 })
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
  @Api({ summary: 'Revoke a display link', status: 204 })
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
  @Api({ summary: 'A wall brings the secret of its link and gets a cookie', body: DisplayInput, response: Me })
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
