import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LoginInput, type Me } from '../../protocol/identity.js';
import { Policy } from '../platform/policy.js';
import { AccountPassword } from './account-password.service.js';
import { Audit } from './audit.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { ChangePasswordInput } from './identity.input.js';
import { parseInput } from './input.js';
import { Login } from './login.service.js';
import { meOf } from './me.rules.js';
import { SessionCookie } from './session-cookie.service.js';
import type { SessionPrincipal } from './session-principal.js';
import { SessionStore } from './session-store.service.js';
import { ABSOLUTE_S, Sessions } from './session.service.js';

/** Signing in and out, and one's own password. */
@Controller('api/v1')
export class AuthController {
  constructor(
    @Inject(Login) private readonly login: Login,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionCookie) private readonly cookie: SessionCookie,
    @Inject(AccountPassword) private readonly password: AccountPassword,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Post('auth/login')
  @HttpCode(200)
  @Policy('public')
  async signIn(
    @Body() body: unknown,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Me> {
    const account = await this.login.check(parseInput(LoginInput, body), request.ip);
    const old = this.cookie.read(request);
    const token = await this.store.openCookie(account);
    const principal = await this.sessions.authenticate({ bearer: token });
    if (!principal) throw new Error('a session just opened is not there');
    await this.audit.record({
      actor: principal.username,
      action: 'login.succeeded',
      subject: account,
      address: request.ip,
    });
    if (old) await this.store.closeByToken(old);
    this.cookie.set(request, reply, { token, maxAgeS: ABSOLUTE_S });
    return meOf(principal);
  }

  @Post('auth/logout')
  @HttpCode(204)
  @Policy('signed-in')
  async signOut(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.store.end(principal.session);
    await this.audit.record({
      actor: principal.username,
      action: 'session.ended',
      subject: principal.account,
      address: request.ip,
    });
    this.cookie.clear(request, reply);
  }

  @Get(['me', 'auth/me'])
  @Policy('signed-in')
  me(@CurrentPrincipal() principal: SessionPrincipal): Me {
    return meOf(principal);
  }

  @Post('auth/password')
  @HttpCode(204)
  @Policy('signed-in')
  async changePassword(
    @Body() body: unknown,
    @CurrentPrincipal() principal: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    await this.password.change(principal, parseInput(ChangePasswordInput, body), request.ip);
  }
}
