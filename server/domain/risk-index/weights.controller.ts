import { Body, Controller, Get, Header, Post, Req } from '@nestjs/common';
import { RiskWeights, RiskWeightsInput, RiskWeightVersions } from '../../../protocol/risk.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { RiskWeightBook } from './weights.service.js';

/** Weights of the risk index over HTTP: anyone who sees the map may see what it is made of. */
@Controller('api/v1/risk/weights')
export class RiskWeightsController {
  constructor(private readonly book: RiskWeightBook) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('situation.read')
  @Api({ summary: 'Weights of the risk index in every version, the one in force first', response: RiskWeightVersions })
  async list(): Promise<RiskWeightVersions> {
    return { versions: await this.book.list() };
  }

  @Post()
  @Policy('catalogue.manage')
  @Api({
    summary: 'Publish a new version of the weights; it is in force at once',
    body: RiskWeightsInput,
    response: RiskWeights,
    status: 201,
  })
  publish(
    @Body() body: unknown,
    @CurrentPrincipal() { username }: Principal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<RiskWeights> {
    return this.book.publish(parseInput(RiskWeightsInput, body), { username, address: ip });
  }
}
