import { Body, Controller, Delete, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import {
  Alert,
  AlertAdviceInput,
  AlertFigureInput,
  AlertSeen,
  AlertSentenceAdd,
  AlertSentenceInput,
} from '../../../protocol/alert-command.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { AlertDrafts } from './alert-drafts.service.js';
import { AlertEditing } from './alert-editing.service.js';
import { AlertDesk } from './alerts.service.js';
import { doerOf, type Doer } from './doer.js';

/** The revision that was seen, where there is no body. */
const SeenQuery = z.strictObject({ revision: z.coerce.number().int().min(1) });

/** What editors change in a draft, over HTTP. */
@Controller('api/v1/alerts')
@Policy('alerts.edit')
export class AlertEditingController {
  constructor(
    private readonly desk: AlertDesk,
    private readonly drafts: AlertDrafts,
    private readonly editing: AlertEditing,
  ) {}

  @Post(':id/compilations')
  @HttpCode(200)
  @Api({ summary: 'Count everything anew; edits are written over', body: AlertSeen, response: Alert })
  compile(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSeen, body);
    return this.after(id, who, (by) => this.drafts.recompile(id, input.revision, by), request);
  }

  @Post(':id/sentences')
  @Api({ summary: 'Add a sentence of one’s own to a section', body: AlertSentenceAdd, response: Alert, status: 201 })
  add(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSentenceAdd, body);
    return this.after(id, who, (by) => this.editing.add(id, input, by), request);
  }

  @Put(':id/sentences/:sentence')
  @Api({ summary: 'Reword a sentence, or write it from its figures again', body: AlertSentenceInput, response: Alert })
  reword(
    @Param('id') id: string,
    @Param('sentence') sentence: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSentenceInput, body);
    return this.after(id, who, (by) => this.editing.reword(id, sentence, input, by), request);
  }

  @Delete(':id/sentences/:sentence')
  @HttpCode(200)
  @Api({ summary: 'Take a sentence out', query: SeenQuery, response: Alert })
  remove(
    @Param('id') id: string,
    @Param('sentence') sentence: string,
    @Query() query: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const { revision } = parseInput(SeenQuery, query);
    return this.after(id, who, (by) => this.editing.remove(id, sentence, revision, by), request);
  }

  @Put(':id/figures/:figure')
  @Api({ summary: 'Word a figure by hand with a reason, or take that back', body: AlertFigureInput, response: Alert })
  figure(
    @Param('id') id: string,
    @Param('figure') figure: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertFigureInput, body);
    return this.after(id, who, (by) => this.editing.figure(id, figure, input, by), request);
  }

  @Put(':id/advice')
  @Api({ summary: 'Set the advice of a risk or of the whole alert', body: AlertAdviceInput, response: Alert })
  advice(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertAdviceInput, body);
    return this.after(id, who, (by) => this.editing.advice(id, input, by), request);
  }

  private async after(
    id: string,
    who: Principal,
    work: (by: Doer) => Promise<void>,
    request: IdentifiedRequest,
  ): Promise<Alert> {
    await work(doerOf(who, request));
    return this.desk.read(id, who);
  }
}
