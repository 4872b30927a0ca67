import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { Account, AccountInput } from '../../protocol/identity.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { AccountPassword } from './account-password.service.js';
import { Accounts } from './accounts.service.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { AccountPatch } from './identity.input.js';
import { parseInput, parseUuid } from './input.js';
import type { SessionPrincipal } from './session-principal.js';

/** The administrator's view of accounts. */
@Controller('api/v1/accounts')
@Policy('accounts.manage')
export class AccountsController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(AccountPassword) private readonly password: AccountPassword,
  ) {}

  @Get()
  @Api({ summary: 'All accounts', response: z.array(Account) })
  list(): Promise<Account[]> {
    return this.accounts.list();
  }

  @Post()
  @Api({ summary: 'Make an account; its one-time password is shown once', body: AccountInput, status: 201 })
  create(
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<{ account: Account; password: string }> {
    return this.accounts.create(parseInput(AccountInput, body), { actor: who.username, address: request.ip });
  }

  @Patch(':id')
  @Api({ summary: 'Change name, role, districts, or disable', body: AccountPatch, response: Account })
  change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<Account> {
    const doer = { actor: who.username, address: request.ip };
    return this.accounts.change(parseUuid(id), parseInput(AccountPatch, body), doer);
  }

  @Post(':id/password')
  @HttpCode(200)
  @Api({ summary: 'Reset a password; the one-time password is shown once' })
  async reset(
    @Param('id') id: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<{ password: string }> {
    const doer = { actor: who.username, address: request.ip };
    return { password: await this.password.reset({ ...doer, account: parseUuid(id) }) };
  }
}
