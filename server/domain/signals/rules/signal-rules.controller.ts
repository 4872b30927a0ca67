import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { z } from 'zod';
import { SignalRule, SignalRules, SignalRuleView } from '../../../../protocol/signal.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { DomainError } from '../../../platform/domain-error.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { SignalRuleBook } from './signal-rules.service.js';

const Switch = z.strictObject({ live: z.boolean() });

/** Rules of signals over HTTP. */
@Controller('api/v1/signal-rules')
export class SignalRulesController {
  constructor(private readonly book: SignalRuleBook) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('signals.read')
  @Api({ summary: 'Rules with their back-tests and what became of their signals', response: SignalRules })
  async list(): Promise<SignalRules> {
    return { rules: await this.book.list() };
  }

  @Put(':id')
  @Policy('signals.manage')
  @Api({ summary: 'Write a new version of a rule; it is a draft', body: SignalRule, response: SignalRuleView })
  save(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() { username }: Principal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<SignalRuleView> {
    const rule = parseInput(SignalRule, body);
    if (rule.id !== id) throw new DomainError(422, 'signal-rule/other-id', `the body is the rule ${rule.id}`);
    return this.book.save(rule, { username, address: ip });
  }

  @Post(':id/backtests')
  @HttpCode(200)
  @Policy('signals.manage')
  @Api({ summary: 'Try the newest version over the last 90 days', response: SignalRuleView })
  backtest(@Param('id') id: string): Promise<SignalRuleView> {
    return this.book.backtest(id);
  }

  @Post(':id/switch')
  @HttpCode(200)
  @Policy('signals.manage')
  @Api({ summary: 'Put the newest version in force, or the rule out of it', body: Switch, response: SignalRuleView })
  switch(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() { username }: Principal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<SignalRuleView> {
    return this.book.switch(id, parseInput(Switch, body).live, { username, address: ip });
  }
}
