import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import { SourceInput } from '../../protocol/city.js';
import { Api } from '../platform/api.js';
import { Policy } from '../platform/policy.js';
import { CurrentPrincipal, type IdentifiedRequest } from './current.js';
import { SourcePatch } from './identity.input.js';
import { parseInput } from './input.js';
import type { SessionPrincipal } from './session-principal.js';
import type { SourceRow } from './source.queries.js';
import { SourcesAdmin } from './sources-admin.service.js';

/** The administrator's view of sources and their keys. */
@Controller('api/v1/sources')
@Policy('sources.manage')
export class SourcesController {
  constructor(@Inject(SourcesAdmin) private readonly sources: SourcesAdmin) {}

  @Get()
  @Api({ summary: 'All sources with their keys, without secrets' })
  list(): Promise<SourceRow[]> {
    return this.sources.list();
  }

  @Post()
  @Api({ summary: 'Register a source', body: SourceInput, status: 201 })
  create(
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<SourceRow> {
    return this.sources.create(parseInput(SourceInput, body), { actor: who.username, address: request.ip });
  }

  @Patch(':id')
  @Api({ summary: 'Change a source, its rhythm, or retire or resume it', body: SourcePatch })
  change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<SourceRow> {
    return this.sources.change(id, parseInput(SourcePatch, body), { actor: who.username, address: request.ip });
  }

  @Post(':id/retire')
  @HttpCode(200)
  @Api({ summary: 'Retire a source: it may append nothing more' })
  retire(
    @Param('id') id: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<SourceRow> {
    return this.sources.change(id, { retired: true }, { actor: who.username, address: request.ip });
  }

  @Post(':id/keys')
  @Api({ summary: 'Make a key; it is shown once. At most two live', status: 201 })
  createKey(
    @Param('id') id: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<{ id: string; key: string }> {
    return this.sources.createKey(id, { actor: who.username, address: request.ip });
  }

  @Delete(':id/keys/:keyId')
  @HttpCode(204)
  @Api({ summary: 'Revoke a key, within 5 s everywhere', status: 204 })
  async revokeKey(
    @Param('id') id: string,
    @Param('keyId') keyId: string,
    @CurrentPrincipal() who: SessionPrincipal,
    @Req() request: IdentifiedRequest,
  ): Promise<void> {
    await this.sources.revokeKey(id, keyId, { actor: who.username, address: request.ip });
  }
}
