import { Body, Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import {
  AlertCategories,
  AlertEvents,
  AlertSettingsInput,
  AlertSettingsVersion,
  AlertText,
  AlertTextAdd,
  AlertTextChange,
  AlertTexts,
} from '../../../../protocol/alert-library.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { AlertsTimer } from '../alerts.timer.js';
import { doerOf } from '../doer.js';
import { AlertLibrary } from './alert-library.service.js';

/** What the monthly alert is made by and of, over HTTP. Editors keep the texts, administrators the rest. */
@Controller('api/v1')
export class AlertLibraryController {
  constructor(
    private readonly library: AlertLibrary,
    private readonly timer: AlertsTimer,
  ) {}

  @Get('alert-settings')
  @Policy('alerts.read')
  @Api({ summary: 'What the monthly alert is made by', response: AlertSettingsVersion })
  settings(): Promise<AlertSettingsVersion> {
    return this.library.settings();
  }

  @Put('alert-settings')
  @Policy('catalogue.manage')
  @Api({
    summary: 'Change what the monthly alert is made by',
    body: AlertSettingsInput,
    response: AlertSettingsVersion,
  })
  async saveSettings(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlertSettingsVersion> {
    const { version, settings } = parseInput(AlertSettingsInput, body);
    const saved = await this.library.saveSettings(version, settings, doerOf(who, request));
    await this.timer.reset();
    return saved;
  }

  @Get('alert-categories')
  @Policy('alerts.read')
  @Api({ summary: 'Kinds of risk that can lead a month', response: AlertCategories })
  async categories(): Promise<AlertCategories> {
    return { categories: await this.library.categories() };
  }

  @Put('alert-categories')
  @Policy('catalogue.manage')
  @Api({ summary: 'Set the kinds of risk, all of them', body: AlertCategories, response: AlertCategories })
  async saveCategories(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlertCategories> {
    const { categories } = parseInput(AlertCategories, body);
    return { categories: await this.library.saveCategories(categories, doerOf(who, request)) };
  }

  @Get('alert-events')
  @Policy('alerts.read')
  @Api({ summary: 'Calendar of the outlook, beside the public holidays', response: AlertEvents })
  async events(): Promise<AlertEvents> {
    return { events: await this.library.events() };
  }

  @Put('alert-events')
  @Policy('alerts.edit')
  @Api({ summary: 'Set the calendar of the outlook, all of it', body: AlertEvents, response: AlertEvents })
  async saveEvents(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlertEvents> {
    return { events: await this.library.saveEvents(parseInput(AlertEvents, body).events, doerOf(who, request)) };
  }

  @Get('alert-texts')
  @Policy('alerts.read')
  @Api({ summary: 'Library of advice, the newest version of each text', response: AlertTexts })
  async texts(): Promise<{ texts: AlertText[] }> {
    return { texts: await this.library.texts() };
  }

  @Post('alert-texts')
  @Policy('alerts.edit')
  @Api({ summary: 'Add a text to the library', body: AlertTextAdd, response: AlertText, status: 201 })
  addText(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlertText> {
    const { id, ...text } = parseInput(AlertTextAdd, body);
    return this.library.addText(id, text, doerOf(who, request));
  }

  @Put('alert-texts/:id')
  @Policy('alerts.edit')
  @Api({ summary: 'Change or retire a text; every version is kept', body: AlertTextChange, response: AlertText })
  changeText(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<AlertText> {
    const { version, retired, ...text } = parseInput(AlertTextChange, body);
    return this.library.changeText(id, { seen: version, body: text, retired }, doerOf(who, request));
  }
}
