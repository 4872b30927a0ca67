import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  Handover,
  HandoverAcceptInput,
  HandoverMessageInput,
  HandoverNotesInput,
  Handovers,
  HandoverVersioned,
} from '../../../protocol/handover.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { HandoverCommands, type Doer } from './handover-commands.service.js';
import { HandoverBook } from './handovers.service.js';

/** Handing over a shift (交接班), over HTTP. */
@Controller('api/v1')
export class HandoverController {
  constructor(
    private readonly book: HandoverBook,
    private readonly commands: HandoverCommands,
  ) {}

  @Get('handovers')
  @Header('cache-control', 'no-store')
  @Policy('handover.read')
  @Api({ summary: 'Handovers, the newest first, and the shift that hands over next', response: Handovers })
  list(): Promise<Handovers> {
    return this.book.list();
  }

  @Post('handovers')
  @Policy('handover.sign')
  @Api({ summary: 'Draft the handover of the running shift', response: Handover, status: 201 })
  async draft(@CurrentPrincipal() who: Principal, @Req() request: IdentifiedRequest): Promise<Handover> {
    return this.book.read(await this.commands.draft(doer(who, request)), who);
  }

  @Get('handovers/:id')
  @Header('cache-control', 'no-store')
  @Policy('handover.read')
  @Api({ summary: 'One handover with its figures, lists, notes and messages', response: Handover })
  read(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<Handover> {
    return this.book.read(parseUuid(id), who);
  }

  @Post('handovers/:id/compilations')
  @HttpCode(200)
  @Policy('handover.sign')
  @Api({ summary: 'Count everything anew', body: HandoverVersioned, response: Handover })
  compile(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const { version } = parseInput(HandoverVersioned, body);
    return this.after(id, who, (one) => this.commands.compile(one, version, doer(who, request)));
  }

  @Put('handovers/:id/notes')
  @Policy('handover.sign')
  @Api({ summary: 'What the outgoing side adds', body: HandoverNotesInput, response: Handover })
  note(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const input = parseInput(HandoverNotesInput, body);
    return this.after(id, who, (one) => this.commands.note(one, input, doer(who, request)));
  }

  @Post('handovers/:id/give')
  @HttpCode(200)
  @Policy('handover.sign')
  @Api({ summary: 'Hand over: what stands now is kept as a version', body: HandoverVersioned, response: Handover })
  give(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const { version } = parseInput(HandoverVersioned, body);
    return this.after(id, who, (one) => this.commands.give(one, version, doer(who, request)));
  }

  @Post('handovers/:id/take-back')
  @HttpCode(200)
  @Policy('handover.sign')
  @Api({ summary: 'Take a handover back that nobody has accepted', body: HandoverVersioned, response: Handover })
  takeBack(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const { version } = parseInput(HandoverVersioned, body);
    return this.after(id, who, (one) => this.commands.takeBack(one, version, doer(who, request)));
  }

  @Post('handovers/:id/accept')
  @HttpCode(200)
  @Policy('handover.sign')
  @Api({ summary: 'Accept a handover; it changes no more', body: HandoverAcceptInput, response: Handover })
  accept(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const input = parseInput(HandoverAcceptInput, body);
    return this.after(id, who, (one) => this.commands.accept(one, input, doer(who, request)));
  }

  @Post('handovers/:id/messages')
  @Policy('handover.sign')
  @Api({
    summary: 'Ask, answer, or add a line afterwards',
    body: HandoverMessageInput,
    response: Handover,
    status: 201,
  })
  say(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Handover> {
    const { text } = parseInput(HandoverMessageInput, body);
    return this.after(id, who, (one) => this.commands.say(one, text, doer(who, request)));
  }

  private async after(id: string, who: Principal, work: (id: string) => Promise<void>): Promise<Handover> {
    const one = parseUuid(id);
    await work(one);
    return this.book.read(one, who);
  }
}

function doer(who: Principal, request: IdentifiedRequest): Doer {
  return { actor: who.username, address: request.ip };
}
