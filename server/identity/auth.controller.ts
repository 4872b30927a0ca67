import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LoginInput, Me } from '../../protocol/identity.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { AccountPassword } from './account-password.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { ChangePasswordInput } from './identity.input.js';
import { parseInput } from './input.js';
import { meOf } from './me.rules.js';
import { SessionCookie } from './session-cookie.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { ABSOLUTE_S } from './session.service.js';
import { SignIn } from './sign-in.service.js';

/** Signing in and out, and one's own password. */
@Controller('api/v1')
export class AuthController {
  constructor(
    @Inject(SignIn) private readonly sessions: SignIn,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(AccountPassword) private readonly password: AccountPassword,
  ) {}

  @Post('auth/login')
  @HttpCode(200)
  @Policy('public')
  @Api({ summary: 'Sign in; the session comes as a cookie', body: LoginInput, response: Me })
  async signIn(
    @Body() body: unknown,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const from = { address: request.ip, brought: this.cookie.read(request) };
    const { token, principal } = await this.sessions.open(parseInput(LoginInput, body), from);
    this.cookie.set(request, reply, { token, maxAgeS: ABSOLUTE_S });
    return meOf(principal);
  }

  @Post('auth/logout')
  @HttpCode(204)
  @Policy('signed-in')
  @Api({ summary: 'Sign out: the session or token that asks ends everywhere', status: 204 })
  async signOut(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.close(principal, request.ip);
    this.cookie.clear(request, reply);
  }

  @Get(['me', 'auth/me'])
  @Policy('signed-in')
  @Api({ summary: 'Who is signed in, and what they may do', response: Me })
  me(@CurrentPrincipal() principal: SessionPrincipal): Me {
    return meOf(principal);
  }

  @Post('auth/password')
  @HttpCode(204)
  @Policy('signed-in')
  @Api({
    summary: 'Change your own password; your other sessions and tokens end',
    body: ChangePasswordInput,
    status: 204,
  })
  async changePassword(
    @Body() body: unknown,
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    await this.password.change(principal, parseInput(ChangePasswordInput, body), request.ip);
  }
}
