import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { DuplicateList, DuplicatesOfInput } from '../../../../protocol/duplicate.js';
import { CurrentPrincipal } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { Duplicates } from './duplicates.service.js';

/** Near-duplicates: of an incident, and of a call while it is being written down. */
@Controller('api/v1/incidents')
export class DuplicatesController {
  constructor(private readonly duplicates: Duplicates) {}

  @Post('duplicates-of')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({
    summary: 'Open incidents that a call may be about; changes nothing',
    body: DuplicatesOfInput,
    response: DuplicateList,
  })
  like(@Body() body: unknown, @CurrentPrincipal() who: Principal): Promise<DuplicateList> {
    return this.duplicates.like(parseInput(DuplicatesOfInput, body), who);
  }

  @Get(':id/duplicates')
  @Header('cache-control', 'no-store')
  @Policy('incidents.read')
  @Api({ summary: 'Open incidents that may be the same thing, with score and reasons', response: DuplicateList })
  of(@Param('id') id: string, @CurrentPrincipal() who: Principal): Promise<DuplicateList> {
    return this.duplicates.of(id, who);
  }
}
