import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ChecklistInput, Checklists } from '../../../../protocol/checklist.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { ChecklistBook } from './checklists.service.js';

/** The checklists by type of incident. */
@Controller('api/v1/checklists')
export class ChecklistsController {
  constructor(private readonly book: ChecklistBook) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Checklists by type of incident, every version', response: Checklists })
  async list(): Promise<Checklists> {
    return { checklists: await this.book.list() };
  }

  @Post()
  @Policy('catalogue.manage')
  @Api({
    summary: 'Add the next version of a checklist, or the first of a new one; it holds at once',
    body: ChecklistInput,
    response: Checklists,
    status: 201,
  })
  async add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Checklists> {
    const input = parseInput(ChecklistInput, body);
    return { checklists: await this.book.add(input, { actor: who.username, address: request.ip }) };
  }

  @Post(':id/retire')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({ summary: 'Offer a checklist no more; incidents that began it go on', response: Checklists })
  async retire(
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Checklists> {
    return { checklists: await this.book.retire(id, { actor: who.username, address: request.ip }) };
  }
}
