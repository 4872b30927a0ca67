import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { z } from 'zod';
import { HazardChain, HazardChains, HazardChainVersion } from '../../../protocol/hazard-chain.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { parseInput } from '../../identity/input.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { HazardChainBook } from './chain.service.js';

const VersionNumber = z.coerce.number().int().min(1);

/** The hazard chain (灾害链) over HTTP. */
@Controller('api/v1/hazard-chain')
export class HazardChainController {
  constructor(private readonly book: HazardChainBook) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Policy('signals.read')
  @Api({ summary: 'The hazard chain in force, its newest draft and its versions', response: HazardChains })
  read(): Promise<HazardChains> {
    return this.book.read();
  }

  @Post('versions')
  @Policy('signals.manage')
  @Api({ summary: 'Write a new version; it is a draft', body: HazardChain, response: HazardChainVersion })
  save(
    @Body() body: unknown,
    @CurrentPrincipal() { username }: Principal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<HazardChainVersion> {
    return this.book.save(parseInput(HazardChain, body), { username, address: ip });
  }

  @Post('versions/:version/publish')
  @HttpCode(200)
  @Policy('signals.manage')
  @Api({ summary: 'Put a draft in force; a cycle is refused', response: HazardChainVersion })
  publish(
    @Param('version') version: string,
    @CurrentPrincipal() { username }: Principal,
    @Req() { ip }: IdentifiedRequest,
  ): Promise<HazardChainVersion> {
    return this.book.publish(parseInput(VersionNumber, version), { username, address: ip });
  }
}
