import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { FilingConditionInput, FilingConditions } from '../../../../protocol/filing.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { FilingAdmin } from './filing-admin.service.js';
import { FilingBook } from './filing.service.js';

/** The table of filing conditions. */
@Controller('api/v1/filing-conditions')
export class FilingController {
  constructor(
    private readonly filing: FilingBook,
    private readonly admin: FilingAdmin,
  ) {}

  @Get()
  @Policy('signed-in')
  @Api({ summary: 'Filing conditions by type, past and coming ones too', response: FilingConditions })
  async list(): Promise<FilingConditions> {
    return { conditions: await this.filing.list() };
  }

  @Post()
  @Policy('catalogue.manage')
  @Api({
    summary: 'Add a filing condition that begins on a day ahead; answers those of its type',
    body: FilingConditionInput,
    response: FilingConditions,
    status: 201,
  })
  async add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<FilingConditions> {
    const input = parseInput(FilingConditionInput, body);
    return { conditions: await this.admin.add(input, { actor: who.username, address: request.ip }) };
  }

  @Post(':type/:id/end')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({
    summary: 'End a filing condition today; one that has not begun never holds. Answers those of its type',
    response: FilingConditions,
  })
  async end(
    @Param('type') type: string,
    @Param('id') id: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<FilingConditions> {
    return { conditions: await this.admin.end(type, id, { actor: who.username, address: request.ip }) };
  }
}
