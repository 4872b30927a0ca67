import { Body, Controller, Get, Header, Param, ParseIntPipe, Post, Req } from '@nestjs/common';
import { PublishedAlert } from '../../../protocol/alert.js';
import { Alert, AlertCompileInput, Alerts } from '../../../protocol/alert-command.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { AlertDrafts } from './alert-drafts.service.js';
import { AlertsTimer } from './alerts.timer.js';
import { AlertDesk } from './alerts.service.js';
import { doerOf } from './doer.js';
import { PublishedAlerts } from './published-alerts.service.js';

/** The monthly safety alerts (每月城市安全风险提示), over HTTP. */
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(
    private readonly desk: AlertDesk,
    private readonly drafts: AlertDrafts,
    private readonly timer: AlertsTimer,
    private readonly published: PublishedAlerts,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('alerts.read')
  @Api({ summary: 'Alerts, the newest month first, and when the next draft is compiled', response: Alerts })
  async list(): Promise<Alerts> {
    return this.desk.list(await this.timer.next());
  }

  @Post()
  @Policy('alerts.edit')
  @Api({ summary: 'Compile the draft of a month', body: AlertCompileInput, response: Alert, status: 201 })
  async compile(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const { month = this.drafts.nextMonth() } = parseInput(AlertCompileInput, body);
    return this.desk.read(await this.drafts.compileByHand(month, doerOf(who, request)), who);
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Policy('alerts.read')
  @Api({ summary: 'The newest version of an alert with its work', response: Alert })
  read(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Alert> {
    return this.desk.read(id, who);
  }

  @Get(':id/versions/:version')
  @Policy('alerts.read')
  @Api({ summary: 'A published version, word for word', response: PublishedAlert })
  version(@Param('id') id: string, @Param('version', ParseIntPipe) version: number): Promise<PublishedAlert> {
    return this.published.known(id, version);
  }
}
