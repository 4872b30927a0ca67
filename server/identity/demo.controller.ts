import { Controller, Get, Inject, Req } from '@nestjs/common';
import { DomainError } from '../platform/domain-error.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import type { IdentifiedRequest } from './current.js';
import { DemoAccounts, type DemoAccount } from './demo-accounts.service.js';
import { isLocal } from './policy.guard.js';

/** The demo accounts for the one-click buttons of the sign-in page. */
@Controller('api/v1/auth/demo')
export class DemoController {
  constructor(@Inject(DemoAccounts) private readonly demo: DemoAccounts) {}

  /** Lists them with passwords, to a browser on this machine only; for everybody else the address does not exist. */
  @Get()
  @Policy('public')
  @Api({ summary: 'Demo accounts, in the demo and on its own machine only' })
  async list(@Req() request: IdentifiedRequest): Promise<{ items: DemoAccount[] }> {
    const items = isLocal(request) ? await this.demo.list() : null;
    if (!items)
      throw new DomainError(
        404,
        'demo/absent',
        'demo accounts are shown in the demo only, and only on the machine that runs it',
      );
    return { items };
  }
}
