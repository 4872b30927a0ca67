import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { z } from 'zod';
import * as schema from '../../../protocol/instruction.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput, parseUuid } from '../../identity/input.js';
import type { SessionPrincipal } from '../../identity/session-principal.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import { InstructionCommands } from './instruction-commands.service.js';
import { InstructionBook } from './instructions.service.js';

const LinkText = z
  .string()
  .regex(/^(incident|kpi|signal):.{1,60}$/)
  .transform((text) => {
    const at = text.indexOf(':');
    return schema.InstructionLink.parse({ kind: text.slice(0, at), ref: text.slice(at + 1) });
  });
const InstructionsQuery = z.strictObject({
  state: z.enum(['standing', 'closed', 'all']).default('standing'),
  kind: schema.InstructionKind.optional(),
  link: LinkText.optional(),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** Instructions (批示) over HTTP. */
@Controller('api/v1/instructions')
export class InstructionsController {
  constructor(
    private readonly book: InstructionBook,
    private readonly commands: InstructionCommands,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('instructions.read')
  @Api({ summary: 'Instructions by their time', query: InstructionsQuery, response: schema.Instructions })
  list(@Query() query: unknown, @CurrentPrincipal() who: SessionPrincipal): Promise<schema.Instructions> {
    const { state, kind, link, cursor, limit } = parseInput(InstructionsQuery, query);
    return this.book.list({ state, kind: kind ?? null, link: link ?? null, after: cursor ?? null, limit }, who);
  }

  @Get('owners')
  @Header('cache-control', 'no-store')
  @Policy('instructions.write')
  @Api({ summary: 'Who may be asked for an answer, and until when by default', response: schema.InstructionOwners })
  owners(): Promise<schema.InstructionOwners> {
    return this.book.owners();
  }

  @Post()
  @Policy('instructions.write')
  @Api({ summary: 'Give an instruction', body: schema.InstructionInput, response: schema.Instruction, status: 201 })
  async give(
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<schema.Instruction> {
    const input = parseInput(schema.InstructionInput, body);
    return this.book.read(await this.book.give(input, { who, address: request.ip }), who);
  }

  @Get(':id')
  @Header('cache-control', 'no-store')
  @Policy('instructions.read')
  @Api({ summary: 'One instruction with what was said to it', response: schema.Instruction })
  read(@Param('id') id: string, @CurrentPrincipal() who: SessionPrincipal): Promise<schema.Instruction> {
    return this.book.read(parseUuid(id), who);
  }

  @Post(':id/answers')
  @HttpCode(200)
  @Policy('instructions.answer')
  @Api({ summary: 'Answer an instruction', body: schema.AnswerInput, response: schema.Instruction })
  async answer(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<schema.Instruction> {
    await this.commands.answer(parseUuid(id), parseInput(schema.AnswerInput, body), { who, address: request.ip });
    return this.book.read(id, who);
  }

  @Post(':id/returns')
  @HttpCode(200)
  @Policy('instructions.write')
  @Api({
    summary: 'Send an answer back; of a KPI urge its owner',
    body: schema.ReturnInput,
    response: schema.Instruction,
  })
  async sendBack(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<schema.Instruction> {
    await this.commands.sendBack(parseUuid(id), parseInput(schema.ReturnInput, body), { who, address: request.ip });
    return this.book.read(id, who);
  }

  @Post(':id/closings')
  @HttpCode(200)
  @Policy('instructions.write')
  @Api({
    summary: 'Close an instruction; the loop of a KPI with its assessment',
    body: schema.ClosingInput,
    response: schema.Instruction,
  })
  async close(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<schema.Instruction> {
    await this.commands.close(parseUuid(id), parseInput(schema.ClosingInput, body), { who, address: request.ip });
    return this.book.read(id, who);
  }
}
