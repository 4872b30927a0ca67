import { Body, Controller, Get, Header, Put, Req } from '@nestjs/common';
import { VisitFrequencies } from '../../../../protocol/visit-frequency.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../../identity/current.js';
import { parseInput } from '../../../identity/input.js';
import { Api } from '../../../platform/api.js';
import { Policy } from '../../../platform/policy.js';
import type { Principal } from '../../../platform/principal.js';
import { Frequencies } from './frequencies.service.js';

/** How often what has a grade is visited. */
@Controller('api/v1/visit-frequencies')
export class FrequenciesController {
  constructor(private readonly frequencies: Frequencies) {}

  @Get()
  @Policy('objects.read')
  @Header('cache-control', 'no-store')
  @Api({ summary: 'How often each grade is visited, with its source', response: VisitFrequencies })
  read(): Promise<VisitFrequencies> {
    return this.frequencies.read();
  }

  @Put()
  @Policy('catalogue.manage')
  @Api({ summary: 'Put another table of frequencies in force', body: VisitFrequencies, response: VisitFrequencies })
  replace(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() { ip: address }: IdentifiedRequest,
  ): Promise<VisitFrequencies> {
    return this.frequencies.replace(parseInput(VisitFrequencies, body), who, address);
  }
}
