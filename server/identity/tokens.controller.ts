import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { Database } from '../platform/database.js';
import { DomainError } from '../platform/domain-error.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { Audit } from './audit.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { TokenInput } from './identity.input.js';
import { parseInput, parseUuid } from './input.js';
import type { SessionPrincipal } from './session-principal.js';
import { SessionStore, type SessionShown } from './session-store.service.js';
import { Sessions } from './session.service.js';

const DAY_S = 86_400;

/** One's own tokens for scripts. */
@Controller('api/v1/auth/tokens')
export class TokensController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
  ) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Your own tokens, without their secrets' })
  list(@CurrentPrincipal() who: SessionPrincipal): Promise<SessionShown[]> {
    return this.store.list('token', who.account);
  }

  @Post()
  @Policy('signed-in')
  @Api({ summary: 'Make a token for a script; it is shown once', body: TokenInput, status: 201 })
  async create(
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<{ id: string; token: string }> {
    // A token that leaked must not be able to prolong itself.
    if (who.kind !== 'cookie')
      throw new DomainError(403, 'session/needs-sign-in', 'sign in by name and password to make a token');
    if (who.mustChangePassword) throw new DomainError(403, 'password/change-first', 'choose your own password first');
    const input = parseInput(TokenInput, body);
    return this.db.tx(this.db.system, async (client) => {
      const made = await this.store.openToken(client, {
        account: who.account,
        label: input.label ?? null,
        lifeS: input.expiresInDays * DAY_S,
      });
      await this.audit.record(
        {
          actor: who.username,
          action: 'token.created',
          subject: made.id,
          detail: { days: input.expiresInDays },
          address: request.ip,
        },
        client,
      );
      return made;
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('signed-in')
  @Api({ summary: 'Revoke one of your tokens', status: 204 })
  async revoke(
    @Param('id') id: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    await this.db.tx(this.db.system, async (client) => {
      const ended = await this.store.close(client, { id: parseUuid(id), account: who.account, kind: 'token' });
      if (ended === 0) throw new DomainError(404, 'token/unknown', 'you have no such token');
      await this.audit.record(
        { actor: who.username, action: 'token.revoked', subject: id, address: request.ip },
        client,
      );
    });
    await this.sessions.changed();
  }
}
