import { Body, Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { Procedure, Procedures, ProcedureVersions } from '../../../protocol/procedure.js';
import { CurrentPrincipal, type IdentifiedRequest } from '../../identity/current.js';
import { Api } from '../../platform/api.js';
import { Policy } from '../../platform/policy.js';
import type { Principal } from '../../platform/principal.js';
import { ProcedureAdmin } from './procedure-admin.service.js';
import { ProcedureBook } from './procedures.service.js';

/** The procedures over HTTP: states, lanes, transitions with roles and guards, limits; and new versions of them. */
@Controller('api/v1')
export class ProceduresController {
  constructor(
    private readonly procedures: ProcedureBook,
    private readonly admin: ProcedureAdmin,
  ) {}

  @Get('procedures')
  @Header('cache-control', 'private, no-cache')
  @Policy('signed-in')
  @Api({ summary: 'Procedures, every version', response: Procedures })
  list(): Procedures {
    return { procedures: this.procedures.all() };
  }

  @Post('procedures')
  @Policy('catalogue.manage')
  @Api({
    summary: 'Add a version of a procedure; it waits to be activated',
    body: Procedure,
    response: Procedure,
    status: 201,
  })
  add(
    @Body() body: unknown,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<Procedure> {
    return this.admin.add(body, { actor: who.username, address: request.ip });
  }

  @Get('procedure-versions')
  @Header('cache-control', 'no-store')
  @Policy('catalogue.manage')
  @Api({
    summary: 'Versions of procedures: which is in force, and how many incidents go by each',
    response: ProcedureVersions,
  })
  async versions(): Promise<ProcedureVersions> {
    return { versions: await this.admin.versions() };
  }

  @Post('procedure-versions/:id/:version/activations')
  @HttpCode(200)
  @Policy('catalogue.manage')
  @Api({ summary: 'Put a version in force: new incidents go by it', response: ProcedureVersions })
  async activate(
    @Param('id') id: string,
    @Param('version') version: string,
    @CurrentPrincipal() who: Principal,
    @Req() request: IdentifiedRequest,
  ): Promise<ProcedureVersions> {
    return {
      versions: await this.admin.activate(id, versionOf(version), { actor: who.username, address: request.ip }),
    };
  }
}

/** A version as it stands in a path; what is no number names nothing. */
function versionOf(text: string): number {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : 0;
}
