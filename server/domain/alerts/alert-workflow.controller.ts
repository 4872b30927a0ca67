import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  Alert,
  AlertAnswerInput,
  AlertCommentInput,
  AlertConsultInput,
  AlertPublicReasonInput,
  AlertReasonInput,
  AlertSeen,
} from '../../../protocol/alert-command.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { AlertConsultation } from './alert-consultation.service.js';
import { AlertRelease } from './alert-release.service.js';
import { AlertDesk } from './alerts.service.js';
import { doerOf, type Doer } from './doer.js';

/** The way of an alert from the draft to the public, over HTTP: consultation, approval by another, publication, correction, withdrawal. */
@Controller('api/v1/alerts')
export class AlertWorkflowController {
  constructor(
    private readonly desk: AlertDesk,
    private readonly consultation: AlertConsultation,
    private readonly release: AlertRelease,
  ) {}

  @Post(':id/consultation')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({ summary: 'Ask the departments until a deadline', body: AlertConsultInput, response: Alert })
  consult(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertConsultInput, body);
    return this.after(id, who, (by) => this.consultation.consult(id, input, by), request);
  }

  @Post(':id/comments')
  @Policy('alerts.comment')
  @Api({ summary: 'A department speaks on a section', body: AlertCommentInput, response: Alert, status: 201 })
  comment(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertCommentInput, body);
    return this.after(id, who, (by) => this.consultation.comment(id, input, by), request);
  }

  @Post(':id/comments/:comment/answer')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({ summary: 'Answer what a department said', body: AlertAnswerInput, response: Alert })
  answer(
    @Param('id') id: string,
    @Param('comment') comment: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertAnswerInput, body);
    return this.after(id, who, (by) => this.consultation.answer(id, comment, input, by), request);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({ summary: 'Hand the draft to a leader', body: AlertSeen, response: Alert })
  submit(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSeen, body);
    return this.after(id, who, (by) => this.release.submit(id, input, by), request);
  }

  @Post(':id/take-back')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({ summary: 'Take it back to work on', body: AlertReasonInput, response: Alert })
  takeBack(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertReasonInput, body);
    return this.after(id, who, (by) => this.release.takeBack(id, input, by), request);
  }

  @Post(':id/return')
  @HttpCode(200)
  @Policy('alerts.approve')
  @Api({ summary: 'Send it back to its authors', body: AlertReasonInput, response: Alert })
  sendBack(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertReasonInput, body);
    return this.after(id, who, (by) => this.release.sendBack(id, input, by), request);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Policy('alerts.approve')
  @Api({ summary: 'Approve the work of others', body: AlertSeen, response: Alert })
  approve(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSeen, body);
    return this.after(id, who, (by) => this.release.approve(id, input, by), request);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Policy('alerts.approve')
  @Api({ summary: 'Publish: this version never changes again', body: AlertSeen, response: Alert })
  publish(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSeen, body);
    return this.after(id, who, (by) => this.release.publish(id, input, by), request);
  }

  @Post(':id/correct')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({
    summary: 'Open the next version to correct what was published',
    body: AlertPublicReasonInput,
    response: Alert,
  })
  correct(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertPublicReasonInput, body);
    return this.after(id, who, (by) => this.release.correct(id, input, by), request);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Policy('alerts.edit')
  @Api({ summary: 'Drop the draft of a correction', body: AlertSeen, response: Alert })
  discard(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertSeen, body);
    return this.after(id, who, (by) => this.release.discard(id, input, by), request);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Policy('alerts.approve')
  @Api({ summary: 'Withdraw what was published', body: AlertPublicReasonInput, response: Alert })
  withdraw(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Alert> {
    const input = parseInput(AlertPublicReasonInput, body);
    return this.after(id, who, (by) => this.release.withdraw(id, input, by), request);
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
